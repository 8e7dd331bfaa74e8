using System.Globalization;
using SaeFlows.Core.Training;

namespace SaeFlows.Torch.Sae.Runs;

/// <summary>The comparison of layers: a table in Markdown and a picture in SVG.</summary>
internal static class LayerSweep
{
    public const string TableFile = "layers.md";
    public const string PlotFile = "layers.svg";

    public static void Write(string folder, IReadOnlyList<SaeEvaluation> evaluations)
    {
        File.WriteAllText(Path.Combine(folder, TableFile), EvaluationTable.Of("layer", evaluations.Select(e => (e.Layer.ToString(CultureInfo.InvariantCulture), e))));
        File.WriteAllText(Path.Combine(folder, PlotFile), SweepPlot.Draw("layer", [.. evaluations.Select(e => (double)e.Layer)], EvaluationTable.Lines(evaluations)));
    }
}

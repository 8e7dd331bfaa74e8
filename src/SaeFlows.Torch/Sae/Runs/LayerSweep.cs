using System.Globalization;
using System.Text;
using SaeFlows.Core.Training;

namespace SaeFlows.Torch.Sae.Runs;

/// <summary>The comparison of layers: a table in Markdown and a picture in SVG.</summary>
internal static class LayerSweep
{
    public const string TableFile = "layers.md";
    public const string PlotFile = "layers.svg";

    public static void Write(string folder, IReadOnlyList<SaeEvaluation> evaluations)
    {
        File.WriteAllText(Path.Combine(folder, TableFile), Table(evaluations));
        File.WriteAllText(Path.Combine(folder, PlotFile), SweepPlot.Draw(
            "layer",
            [.. evaluations.Select(e => (double)e.Layer)],
            [
                ("FVU", [.. evaluations.Select(e => e.Fvu)]),
                ("L0 / latents", [.. evaluations.Select(e => e.L0Share)]),
                ("dead latents", [.. evaluations.Select(e => e.DeadShare)]),
                ("CE not recovered", [.. evaluations.Select(e => 1 - e.CeRecovered)]),
            ]));
    }

    public static string Table(IReadOnlyList<SaeEvaluation> evaluations)
    {
        var text = new StringBuilder("| layer | kind | latents | FVU | L0 | L0/latents | dead | dense | cosine | CE clean | CE spliced | CE ablated | CE recovered | tokens |\n|-|-|-|-|-|-|-|-|-|-|-|-|-|-|\n");
        foreach (var e in evaluations)
        {
            text.Append(string.Create(
                CultureInfo.InvariantCulture,
                $"| {e.Layer} | {e.Kind} | {e.Latents} | {e.Fvu:F4} | {e.L0:F1} | {e.L0Share:F4} | {e.DeadShare:F4} | {e.DenseShare:F4} | {e.Cosine:F4} | {e.CeClean:F4} | {e.CeSpliced:F4} | {e.CeAblated:F4} | {e.CeRecovered:F4} | {e.Tokens} |\n"));
        }

        return text.ToString();
    }
}

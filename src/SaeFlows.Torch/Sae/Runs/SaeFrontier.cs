using System.Globalization;
using SaeFlows.Core.Training;

namespace SaeFlows.Torch.Sae.Runs;

/// <summary>What sparsity costs: trainings that differ in it alone, as a table and as a plot of FVU against L0.</summary>
public static class SaeFrontier
{
    public const string TableFile = "frontier.md";
    public const string PlotFile = "frontier.svg";

    /// <summary>Whether a kind is made sparser by k; by the weight of a penalty otherwise.</summary>
    public static bool GoesByK(string kind) => kind is SaeKinds.TopK or SaeKinds.BatchTopK;

    /// <summary>Name of one training of a sweep, such as <c>k-32</c> or <c>sparsity-0.5</c>.</summary>
    public static string NameOf(SaeTrainingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return $"{(GoesByK(settings.Kind) ? "k" : "sparsity")}-{ValueOf(settings)}";
    }

    /// <summary>Writes table and plot of a sweep over one layer into a folder.</summary>
    public static void Write(string folder, IReadOnlyList<(SaeTrainingSettings Settings, SaeEvaluation Evaluation)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var ordered = points.OrderBy(p => p.Evaluation.L0).ToList();
        string column = GoesByK(ordered[0].Settings.Kind) ? "k" : "sparsity";
        File.WriteAllText(Path.Combine(folder, TableFile), EvaluationTable.Of(column, ordered.Select(p => (ValueOf(p.Settings), p.Evaluation))));
        File.WriteAllText(Path.Combine(folder, PlotFile), SweepPlot.Draw(
            "L0, active latents a token", [.. ordered.Select(p => Math.Round(p.Evaluation.L0, 1))], EvaluationTable.Lines([.. ordered.Select(p => p.Evaluation)])));
    }

    private static string ValueOf(SaeTrainingSettings settings) =>
        GoesByK(settings.Kind) ? settings.K.ToString(CultureInfo.InvariantCulture) : settings.Sparsity.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text;
using SaeFlows.Core.Training;

namespace SaeFlows.Torch.Sae.Runs;

/// <summary>Evaluations beside one another, as a table in Markdown.</summary>
internal static class EvaluationTable
{
    /// <param name="column">What tells the rows apart.</param>
    /// <param name="rows">Its value in each row, and the figures.</param>
    public static string Of(string column, IEnumerable<(string Name, SaeEvaluation Evaluation)> rows)
    {
        var text = new StringBuilder($"| {column} | kind | latents | FVU | L0 | L0/latents | dead | dense | cosine | CE clean | CE spliced | CE ablated | CE recovered | tokens |\n|-|-|-|-|-|-|-|-|-|-|-|-|-|-|\n");
        foreach (var (name, e) in rows)
        {
            text.Append(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {e.Kind} | {e.Latents} | {e.Fvu:F4} | {e.L0:F1} | {e.L0Share:F4} | {e.DeadShare:F4} | {e.DenseShare:F4} | {e.Cosine:F4} | {e.CeClean:F4} | {e.CeSpliced:F4} | {e.CeAblated:F4} | {e.CeRecovered:F4} | {e.Tokens} |\n"));
        }

        return text.ToString();
    }

    /// <summary>The shares that are worth a line in a plot of such rows.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<double> Values)> Lines(IReadOnlyList<SaeEvaluation> rows) =>
    [
        ("FVU", [.. rows.Select(e => e.Fvu)]),
        ("L0 / latents", [.. rows.Select(e => e.L0Share)]),
        ("dead latents", [.. rows.Select(e => e.DeadShare)]),
        ("CE not recovered", [.. rows.Select(e => 1 - e.CeRecovered)]),
    ];
}

using SaeFlows.Core.Runs;
using Spectre.Console;
using static SaeFlows.Cli.Output.Figures;

namespace SaeFlows.Cli.Output;

/// <summary>Paired comparisons for people.</summary>
internal static class ComparisonTable
{
    public static Table Of(string name, IReadOnlyList<(string Name, PairedComparison Comparison)> rows)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns(Markup.Escape(name), "pairs", "difference [[95 % CI]]", "better", "worse", "McNemar p", "Holm p", "detectable", "verdict");
        foreach (var (row, comparison) in rows)
        {
            table.AddRow(
                Markup.Escape(row),
                Count(comparison.Pairs),
                Markup.Escape(WithInterval(comparison.Difference, comparison.DifferenceCi)),
                Count(comparison.Better),
                Count(comparison.Worse),
                P(comparison.McnemarP),
                P(comparison.HolmP),
                Share(comparison.MinimumDetectable),
                comparison.Verdict switch { ComparisonVerdict.Better => "better", ComparisonVerdict.Worse => "worse", _ => "not shown" });
        }

        return table;
    }
}

using SaeFlows.Core.Runs;

namespace SaeFlows.Core.Reports.Plots;

/// <summary>Paired differences with their intervals, around zero; a bar spans what could not have been detected.</summary>
internal static class ComparisonPlot
{
    public static ReportPlot Draw(string name, string title, string axis, IReadOnlyList<(string Name, PairedComparison Comparison)> rows)
    {
        double reach = rows.SelectMany(row => (row.Comparison.DifferenceCi ?? []).Append(row.Comparison.Difference ?? 0).Append(row.Comparison.MinimumDetectable ?? 0))
            .Select(Math.Abs).DefaultIfEmpty(0).Max();
        reach = Math.Min(1, Math.Max(0.05, reach * 1.1));
        var plot = new ArmPlot(name, title, "A dot a comparison with its 95 % bootstrap interval; the pale bar spans differences too small to be detected.", rows.Count, -reach, reach, axis);
        for (int row = 0; row < rows.Count; row++)
        {
            var (label, comparison) = rows[row];
            plot.Name(row, label);
            if (comparison.MinimumDetectable is { } least)
            {
                plot.Bar(row, label, "undetectable", -Math.Min(reach, least), Math.Min(reach, least), "pale");
            }

            plot.Interval(row, label, "difference", comparison.DifferenceCi);
            plot.Dot(row, label, "difference", comparison.Difference, comparison.Verdict switch { ComparisonVerdict.Better => "c2", ComparisonVerdict.Worse => "c3", _ => "c0" });
            plot.Figure(row, ReportNumbers.Signed(comparison.Difference, comparison.DifferenceCi));
        }

        plot.Mark(0, "zero");
        plot.Legend(("better", "c2"), ("worse", "c3"), ("not shown", "c0"), ("below the detectable difference", "pale"));
        return plot.Build();
    }
}

using SaeFlows.Core.Reports.Plots;
using static SaeFlows.Core.Reports.ReportNumbers;

namespace SaeFlows.Core.Reports.Sections;

/// <summary>Accuracy by kind of ambiguity, domain read in and column of the dataset.</summary>
internal static class BreakdownSection
{
    public static ReportSection Build(RunReport report)
    {
        var blocks = new List<ReportBlock> { new ReportText($"Every question belongs to the domain profile '{report.Summary.Domain}'. Before is the original answer, after that of the arm {report.Method}; p-values are adjusted over the groups of a table.") };
        for (int i = 0; i < report.Breakdowns.Count; i++)
        {
            blocks.Add(new ReportHeading("By " + report.Breakdowns[i].Property));
            blocks.Add(GroupPlot.Draw($"groups-{i}", report.Breakdowns[i]));
            blocks.Add(Table(report.Breakdowns[i]));
        }

        if (report.Breakdowns.Count == 0)
        {
            blocks.Add(new ReportText("No property divides these questions into at least two and at most forty groups."));
        }

        return new ReportSection("breakdown", "Breakdown", blocks);
    }

    private static ReportTable Table(GroupBreakdown breakdown) => new(
        "Accuracies are over the scored questions of each group.",
        ["group", "scored", "errored", "abstained", "flagged", "before [95 %]", "after [95 %]", "difference [95 %]", "helped", "hurt", "Holm p"],
        [
            .. breakdown.Rows.Select(row => (string[])
            [
                row.Group, Count(row.Scored), Count(row.Errored), Count(row.Abstained), Count(row.Flagged),
                Share(row.Comparison.SecondAccuracy, row.Before), Share(row.Comparison.FirstAccuracy, row.After),
                Signed(row.Comparison.Difference, row.Comparison.DifferenceCi), Count(row.Comparison.Better), Count(row.Comparison.Worse), P(row.Comparison.HolmP),
            ]),
        ]);
}

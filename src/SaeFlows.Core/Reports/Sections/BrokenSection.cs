namespace SaeFlows.Core.Reports.Sections;

/// <summary>Every question that a rewrite broke.</summary>
internal static class BrokenSection
{
    /// <summary>Cases below this are few for an analysis of causes.</summary>
    private const int Enough = 50;

    public static ReportSection Build(RunReport report)
    {
        var blocks = new List<ReportBlock> { new ReportText(Lead(report)) };
        foreach (var cause in report.Broken.GroupBy(broken => broken.Cause).OrderByDescending(group => group.Count()).ThenBy(group => group.Key))
        {
            blocks.Add(new ReportHeading($"{BrokenWords.Of(cause.Key)} ({cause.Count()})"));
            blocks.AddRange(cause.Select(broken => new ReportCaseBlock(broken)));
        }

        return new ReportSection("broken", "Right answers that a rewrite broke", blocks);
    }

    private static string Lead(RunReport report)
    {
        string each = string.Join(", ", report.Flows.Where(flow => flow.Arm != Runs.RunSummaryBuilder.Baseline).Select(flow => $"{flow.Arm} {flow.Hurt}"));
        return report.Broken.Count switch
        {
            0 => $"No rewrite broke a right answer in any arm ({each}). With nothing to look at, this run says nothing about how rewrites do harm.",
            < Enough => $"{report.Broken.Count} cases ({each}); fewer than {Enough} say little about causes. Arms with the same rewrite of a question make one case.",
            _ => $"{report.Broken.Count} cases ({each}). Arms with the same rewrite of a question make one case.",
        };
    }
}

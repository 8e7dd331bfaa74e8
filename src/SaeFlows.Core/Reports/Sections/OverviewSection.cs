using SaeFlows.Core.Runs;
using static SaeFlows.Core.Reports.ReportNumbers;

namespace SaeFlows.Core.Reports.Sections;

/// <summary>What the run says, in sentences.</summary>
internal static class OverviewSection
{
    public static ReportSection Build(RunReport report)
    {
        var blocks = new List<ReportBlock> { new ReportText(CountLine(report.Summary)) };
        if (report.Run.Status != RunStatus.Completed)
        {
            blocks.Add(new ReportText($"The run is not finished ({report.Run.Status}): all figures are those of the questions that have ended."));
        }

        if (report.Summary.Comparisons.Count == 0)
        {
            blocks.Add(new ReportText("The run has one arm only, so nothing can be said about the method: run it with --arms none,detect and the controls."));
        }
        else
        {
            blocks.Add(new ReportHeading($"Does {report.Method} beat each of the other arms?"));
            blocks.Add(new ReportList([.. report.Summary.Comparisons.Select(comparison => comparison.Sentence)]));
        }

        if (report.Errors.Count > 0)
        {
            blocks.Add(new ReportTable(
                $"Errored questions; the first {report.Errors.Count} of {report.Summary.Counts.Errored}", ["question", "error"], [.. report.Errors.Select(error => (string[])[error.QuestionId, error.Error])]));
        }

        return new ReportSection("overview", "In short", blocks);
    }

    /// <summary>The counts that stand beside every accuracy.</summary>
    public static string CountLine(RunSummary summary)
    {
        var counts = summary.Counts;
        string rejected = counts.RejectedRows > 0 ? $" {Count(counts.RejectedRows)} rows of the dataset were rejected." : string.Empty;
        return $"{Count(counts.Total)} questions: {Count(counts.Scored)} scored, {Count(counts.Errored)} errored, {Count(counts.Abstained)} abstained. "
            + "Accuracies are over the scored ones." + rejected;
    }
}

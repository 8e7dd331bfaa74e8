using SaeFlows.Core.Reports.Plots;
using SaeFlows.Core.Runs;
using SaeFlows.Core.Statistics;
using static SaeFlows.Core.Reports.ReportNumbers;

namespace SaeFlows.Core.Reports.Sections;

/// <summary>The A/B table.</summary>
internal static class AccuracySection
{
    public static ReportSection Build(RunReport report)
    {
        var summary = report.Summary;
        double? before = summary.Arms.FirstOrDefault(arm => arm.Name == RunSummaryBuilder.Baseline)?.Accuracy;
        return new ReportSection(
            "accuracy",
            "Accuracy by arm",
            [
                AccuracyPlot.Draw(summary),
                new ReportTable(
                    OverviewSection.CountLine(summary) + " Against the arm none: paired bootstrap interval, exact McNemar test.",
                    ["arm", "accuracy [95 %]", "delta [95 %]", "relative", "errors removed", "McNemar p", "helped", "hurt", "flagged", "verified", "scored", "errored", "abstained"],
                    [.. summary.Arms.Select(arm => Row(arm, before, summary.Counts))]),
            ]);
    }

    private static string[] Row(ArmSummary arm, double? before, RunCounts counts)
    {
        bool compared = arm.Name != RunSummaryBuilder.Baseline && before is not null && arm.Accuracy is not null;
        var gain = new AccuracyGain(before ?? double.NaN, arm.Accuracy ?? double.NaN);
        return
        [
            arm.Name,
            Share(arm.Accuracy, arm.AccuracyCi),
            Signed(arm.Delta, arm.DeltaCi),
            compared ? Percent(gain.Relative) : Unknown,
            compared ? Percent(gain.ErrorReduction) : Unknown,
            P(arm.McnemarP),
            Count(arm.Helped),
            Count(arm.Hurt),
            Count(arm.Flagged),
            Count(arm.Verified),
            Count(counts.Scored),
            Count(counts.Errored),
            Count(counts.Abstained),
        ];
    }
}

using SaeFlows.Core.Reports.Plots;
using static SaeFlows.Core.Reports.ReportNumbers;

namespace SaeFlows.Core.Reports.Sections;

/// <summary>Whether retrying the verification selects.</summary>
internal static class AttemptsSection
{
    public static ReportSection Build(RunReport report) => new(
        "attempts",
        "First attempt against final accuracy",
        [
            new ReportText("A refused rewrite is tried again with the verifier's reason. The first-attempt accuracy counts a rewrite only where the first proposal passed, and the first answer elsewhere: what it lacks, retrying added."),
            AttemptsPlot.Draw(report.Summary),
            new ReportTable(
                OverviewSection.CountLine(report.Summary),
                ["arm", "first attempt [95 %]", "final [95 %]", "added by retrying"],
                [
                    .. report.Summary.Arms.Select(arm => (string[])
                    [
                        arm.Name, Share(arm.FirstAttemptAccuracy, arm.FirstAttemptCi), Share(arm.Accuracy, arm.AccuracyCi), Signed(arm.Accuracy - arm.FirstAttemptAccuracy),
                    ]),
                ]),
        ]);
}

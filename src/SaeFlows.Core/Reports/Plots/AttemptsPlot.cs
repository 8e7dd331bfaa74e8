using SaeFlows.Core.Runs;

namespace SaeFlows.Core.Reports.Plots;

/// <summary>First-attempt accuracy beside the final one: what retrying the verification adds.</summary>
internal static class AttemptsPlot
{
    public static ReportPlot Draw(RunSummary summary)
    {
        var plot = new ArmPlot("attempts", "First attempt against final accuracy", "Two dots an arm with their 95 % Wilson intervals.", summary.Arms.Count, 0, 1, "accuracy over scored questions");
        for (int row = 0; row < summary.Arms.Count; row++)
        {
            var arm = summary.Arms[row];
            plot.Name(row, arm.Name);
            plot.Interval(row, arm.Name, "first", arm.FirstAttemptCi, shift: -5);
            plot.Dot(row, arm.Name, "first", arm.FirstAttemptAccuracy, "c4", shift: -5);
            plot.Interval(row, arm.Name, "final", arm.AccuracyCi, shift: 5);
            plot.Dot(row, arm.Name, "final", arm.Accuracy, "c1", shift: 5);
            plot.Figure(row, $"{ReportNumbers.Share(arm.FirstAttemptAccuracy)} then {ReportNumbers.Share(arm.Accuracy)}");
        }

        plot.Legend(("first proposals only", "c4"), ("final", "c1"));
        return plot.Build();
    }
}

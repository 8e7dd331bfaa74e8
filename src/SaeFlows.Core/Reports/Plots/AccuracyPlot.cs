using SaeFlows.Core.Runs;

namespace SaeFlows.Core.Reports.Plots;

/// <summary>Accuracy by arm, with Wilson intervals.</summary>
internal static class AccuracyPlot
{
    public static ReportPlot Draw(RunSummary summary)
    {
        var plot = new ArmPlot(
            "accuracy", "Accuracy by arm, 95 % intervals", "One bar an arm, with its 95 % Wilson interval; the table below has the figures.", summary.Arms.Count, 0, 1, "accuracy over scored questions");
        for (int row = 0; row < summary.Arms.Count; row++)
        {
            var arm = summary.Arms[row];
            plot.Name(row, arm.Name);
            plot.Bar(row, arm.Name, "accuracy", 0, arm.Accuracy ?? 0, arm.Name == RunSummaryBuilder.Method ? "c1" : "c0");
            plot.Interval(row, arm.Name, "accuracy", arm.AccuracyCi);
            plot.Figure(row, $"{ReportNumbers.Share(arm.Accuracy, arm.AccuracyCi)}");
        }

        return plot.Build();
    }
}

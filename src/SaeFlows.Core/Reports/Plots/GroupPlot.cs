namespace SaeFlows.Core.Reports.Plots;

/// <summary>Accuracy before and after by group.</summary>
internal static class GroupPlot
{
    public static ReportPlot Draw(string name, GroupBreakdown breakdown)
    {
        var plot = new ArmPlot(name, "Accuracy by " + breakdown.Property, "Two dots a group with their 95 % Wilson intervals: before and after.", breakdown.Rows.Count, 0, 1, "accuracy over scored questions");
        for (int row = 0; row < breakdown.Rows.Count; row++)
        {
            var group = breakdown.Rows[row];
            plot.Name(row, group.Group);
            plot.Interval(row, group.Group, "before", group.Before, shift: -5);
            plot.Dot(row, group.Group, "before", group.Comparison.SecondAccuracy, "c4", shift: -5);
            plot.Interval(row, group.Group, "after", group.After, shift: 5);
            plot.Dot(row, group.Group, "after", group.Comparison.FirstAccuracy, "c1", shift: 5);
            plot.Figure(row, $"{ReportNumbers.Share(group.Comparison.SecondAccuracy)} to {ReportNumbers.Share(group.Comparison.FirstAccuracy)}, n {group.Scored}");
        }

        plot.Legend(("before", "c4"), ("after", "c1"));
        return plot.Build();
    }
}

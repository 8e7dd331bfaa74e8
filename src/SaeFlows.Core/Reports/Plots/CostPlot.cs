namespace SaeFlows.Core.Reports.Plots;

/// <summary>Model jobs and calls of reformulator and verifier per corrected answer.</summary>
internal static class CostPlot
{
    public static ReportPlot? Draw(IReadOnlyList<ArmCost> costs)
    {
        var gained = costs.Where(cost => cost.Net > 0).ToList();
        if (gained.Count == 0)
        {
            return null;
        }

        double most = gained.Max(cost => cost.Per(cost.Extra.ModelJobs + cost.Extra.ChatCalls)!.Value);
        var plot = new ArmPlot("cost", "Steps per corrected answer", "One bar an arm that gained: extra model jobs, then calls of reformulator and verifier.", gained.Count, 0, most * 1.05, "steps per corrected answer, net of broken ones");
        for (int row = 0; row < gained.Count; row++)
        {
            var cost = gained[row];
            var (jobs, calls) = (cost.Per(cost.Extra.ModelJobs)!.Value, cost.Per(cost.Extra.ChatCalls)!.Value);
            plot.Name(row, cost.Arm);
            plot.Bar(row, cost.Arm, "jobs", 0, jobs, "c1");
            plot.Bar(row, cost.Arm, "calls", jobs, jobs + calls, "c4");
            plot.Figure(row, $"{ReportNumbers.Of(jobs, "0.00")} jobs, {ReportNumbers.Of(calls, "0.00")} calls");
        }

        plot.Legend(("model jobs", "c1"), ("reformulator and verifier calls", "c4"));
        return plot.Build();
    }
}

using SaeFlows.Core.Reports.Plots;
using static SaeFlows.Core.Reports.ReportNumbers;

namespace SaeFlows.Core.Reports.Sections;

/// <summary>What a corrected answer costs.</summary>
internal static class CostSection
{
    public static ReportSection Build(RunReport report)
    {
        var original = report.BaseCost;
        var blocks = new List<ReportBlock>
        {
            new ReportText(
                $"The original answers took {Count(original.ModelJobs)} model jobs, {Count(original.Tokens)} tokens and {Of(original.Seconds, "0.00")} s of steps' own work. Below is what each arm adds; a step that arms "
                + "share is charged to each of them, as if it ran alone. Calls are those of reformulator and verifier, chat models or rules; rules use no tokens. Net is helped less hurt."),
        };
        if (CostPlot.Draw(report.Costs) is { } plot)
        {
            blocks.Add(plot);
        }

        blocks.Add(new ReportTable(
            "Per corrected answer, net; a dash where nothing was gained.",
            ["arm", "net", "model jobs", "calls", "tokens", "seconds", "jobs each", "calls each", "tokens each", "seconds each"],
            [
                .. report.Costs.Select(cost => (string[])
                [
                    cost.Arm, Count(cost.Net), Count(cost.Extra.ModelJobs), Count(cost.Extra.ChatCalls), Count(cost.Extra.Tokens), Of(cost.Extra.Seconds, "0.00"),
                    Of(cost.Per(cost.Extra.ModelJobs), "0.00"), Of(cost.Per(cost.Extra.ChatCalls), "0.00"), Of(cost.Per(cost.Extra.Tokens), "0.0"), Of(cost.Per(cost.Extra.Seconds), "0.0000"),
                ]),
            ]));
        return new ReportSection("cost", "Cost per corrected answer", blocks);
    }
}

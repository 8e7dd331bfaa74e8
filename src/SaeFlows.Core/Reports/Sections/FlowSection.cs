using SaeFlows.Core.Reports.Plots;
using static SaeFlows.Core.Reports.ReportNumbers;

namespace SaeFlows.Core.Reports.Sections;

/// <summary>What became of the questions.</summary>
internal static class FlowSection
{
    public static ReportSection Build(RunReport report) => new(
        "flow",
        "What became of the questions",
        [
            FlowPlot.Draw(report.Flows),
            new ReportTable(
                "Unchanged: nothing was found. Same: mended, the score stayed. Unverified: no rewrite passed, the first answer stands. Errored and abstained questions are in no accuracy.",
                ["arm", .. report.Flows[0].Parts.Select(part => part.Name), "finished"],
                [.. report.Flows.Select(flow => (string[])[flow.Arm, .. flow.Parts.Select(part => Count(part.Count)), Count(flow.Total)])]),
        ]);
}

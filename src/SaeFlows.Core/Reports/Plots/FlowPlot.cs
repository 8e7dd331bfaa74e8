namespace SaeFlows.Core.Reports.Plots;

/// <summary>What became of the questions in each arm, as shares of the finished ones.</summary>
internal static class FlowPlot
{
    private static readonly string[] Styles = ["c0", "c2", "c3", "c4", "c5", "c6", "c7"];

    public static ReportPlot Draw(IReadOnlyList<ArmFlow> flows)
    {
        var plot = new ArmPlot("flow", "What became of the questions", "One bar an arm, divided by outcome; the table below has the counts.", flows.Count, 0, 1, "share of the finished questions");
        for (int row = 0; row < flows.Count; row++)
        {
            var flow = flows[row];
            plot.Name(row, flow.Arm);
            double at = 0;
            foreach (var ((part, count), style) in flow.Parts.Zip(Styles))
            {
                double share = flow.Total == 0 ? 0 : (double)count / flow.Total;
                if (count > 0)
                {
                    plot.Bar(row, flow.Arm, part, at, at + share, style);
                }

                at += share;
            }

            plot.Figure(row, $"{flow.Helped} helped, {flow.Hurt} hurt");
        }

        plot.Legend([.. flows.SelectMany(flow => flow.Parts).Where(part => part.Count > 0).Select(part => part.Name).Distinct()
            .Select(name => (name, Styles[Array.FindIndex(flows[0].Parts.ToArray(), part => part.Name == name)]))]);
        return plot.Build();
    }
}

using SaeFlows.Core.Reports.Plots;
using static SaeFlows.Core.Reports.ReportNumbers;

namespace SaeFlows.Core.Reports.Sections;

/// <summary>What other thresholds would have given.</summary>
internal static class SweepSection
{
    private const int RowsShown = 12;

    public static ReportSection Build(RunReport report)
    {
        if (report.Sweeps.Count == 0)
        {
            return new ReportSection("sweep", "Threshold sweep", [new ReportText("No detector ran.")]);
        }

        var blocks = new List<ReportBlock>
        {
            new ReportText("A question counts as flagged when its score is above the threshold. Accuracy is that of keeping rewrites of flagged questions only; below the threshold of the run it is not known, since no rewrite was asked for there. " + OverviewSection.CountLine(report.Summary)),
        };
        for (int i = 0; i < report.Sweeps.Count; i++)
        {
            var sweep = report.Sweeps[i];
            blocks.Add(SweepPlot.Draw($"sweep-{i}", sweep));
            blocks.Add(Table(sweep));
        }

        return new ReportSection("sweep", "Threshold sweep", blocks);
    }

    private static ReportTable Table(ThresholdSweep sweep)
    {
        int step = Math.Max(1, sweep.Points.Count / RowsShown);
        var shown = sweep.Points.Where((point, i) => i % step == 0 || point.Threshold == sweep.Used || i == sweep.Points.Count - 1);
        return new ReportTable(
            $"{sweep.Detector}: every {step}. threshold drawn, the used one marked *.",
            ["threshold", "flagged", "precision", "recall", "false positives", "accuracy"],
            [
                .. shown.Select(point => (string[])
                [
                    Of(point.Threshold, "0.####") + (point.Threshold == sweep.Used ? " *" : string.Empty),
                    Share(point.FlaggedShare), Share(point.Precision), Share(point.Recall), Share(point.FalsePositiveRate), Share(point.Accuracy),
                ]),
            ]);
    }
}

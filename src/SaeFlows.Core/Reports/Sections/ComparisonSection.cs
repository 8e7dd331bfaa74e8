using SaeFlows.Core.Reports.Plots;
using SaeFlows.Core.Runs;
using static SaeFlows.Core.Reports.ReportNumbers;

namespace SaeFlows.Core.Reports.Sections;

/// <summary>The method against every other arm.</summary>
internal static class ComparisonSection
{
    public static ReportSection Build(RunReport report)
    {
        var comparisons = report.Summary.Comparisons;
        if (comparisons.Count == 0)
        {
            return new ReportSection("controls", "Against other arms", [new ReportText($"The run has the arm {report.Method} only.")]);
        }

        return new ReportSection(
            "controls",
            $"{report.Method} against the other arms",
            [
                ComparisonPlot.Draw("controls", $"Accuracy of {report.Method} less that of each arm", $"accuracy of {report.Method} less the arm's", [.. comparisons.Select(c => (c.Second, c))]),
                Table($"Each row: {report.Method} less the arm, on the same questions. " + OverviewSection.CountLine(report.Summary), "arm", comparisons, c => c.Second),
                .. Clustered(report),
            ]);
    }

    private static IEnumerable<ReportBlock> Clustered(RunReport report)
    {
        if (report.Clustered is { } gain)
        {
            yield return new ReportText(
                $"With questions clustered by '{gain.Column}' ({Count(gain.Clusters)} clusters, {Count(gain.Questions)} scored questions) the gain of {report.Method} over the original answers is "
                + $"{Signed(gain.Gain, [gain.Interval.Low, gain.Interval.High])}, standard error {Of(gain.StandardError, "0.0000")} (clustered, Student's t over clusters). The rows above take questions as independent.");
        }
    }

    public static ReportTable Table(string caption, string name, IReadOnlyList<PairedComparison> comparisons, Func<PairedComparison, string> named) => new(
        caption,
        [name, "pairs", "difference [95 % percentile]", "[95 % BCa]", "better", "worse", "McNemar p", "Holm p", "could stop after", "detectable with power 0.8", "verdict"],
        [
            .. comparisons.Select(c => (string[])
            [
                named(c),
                Count(c.Pairs),
                Signed(c.Difference, c.DifferenceCi),
                c.DifferenceBca is { } bca ? $"[{Signed(bca[0])}, {Signed(bca[1])}]" : Unknown,
                Count(c.Better),
                Count(c.Worse),
                P(c.McnemarP),
                P(c.HolmP),
                c.StopAfter is { } stop ? Count(stop) : Unknown,
                Share(c.MinimumDetectable),
                c.Verdict switch { ComparisonVerdict.Better => "better", ComparisonVerdict.Worse => "worse", _ => "not shown" },
            ]),
        ]);
}

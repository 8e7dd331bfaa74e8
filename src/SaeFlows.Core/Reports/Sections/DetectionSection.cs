using SaeFlows.Core.Reports.Plots;
using SaeFlows.Core.Runs;
using static SaeFlows.Core.Reports.ReportNumbers;

namespace SaeFlows.Core.Reports.Sections;

/// <summary>How well each detector finds what is truly ambiguous.</summary>
internal static class DetectionSection
{
    public static ReportSection Build(RunReport report)
    {
        if (report.Summary.Detection is not { } detection || report.Curves.Count == 0)
        {
            return new ReportSection("detection", "Detection", [new ReportText("The dataset does not say which questions are ambiguous, so detection has no known truth to be held against.")]);
        }

        var blocks = new List<ReportBlock> { new ReportText("Errored questions have no scores; all others count here, abstained ones too.") };
        for (int i = 0; i < report.Curves.Count; i++)
        {
            var curves = report.Curves[i];
            blocks.Add(CurvePlot.Draw($"roc-{i}", curves));
            blocks.Add(new ReportTable(
                $"Area under the curve against {curves.HarmlessKind} questions, with DeLong's interval.",
                ["detector", "area [95 %]", "ambiguous", curves.HarmlessKind],
                [.. curves.Curves.Select(c => (string[])[c.Detector, Share(c.Auc, [c.AucCi.Low, c.AucCi.High]), Count(c.Ambiguous), Count(c.Harmless)])]));
        }

        blocks.Add(new ReportTable(
            "At the thresholds of the run.",
            ["detector", "precision", "recall", "flagged at the true span", "flagged of the unambiguous"],
            [Row(RunSummaryBuilder.Method, detection.Precision, detection.Recall, detection.SpanHitShare, detection.FlaggedUnambiguous), .. detection.Baselines.Select(b => Row(b.Name, b.Precision, b.Recall, b.SpanHitShare, b.FlaggedUnambiguous))]));
        return new ReportSection("detection", "Detection", blocks);
    }

    private static string[] Row(string name, double? precision, double? recall, double? spans, double? flagged) => [name, Share(precision), Share(recall), Share(spans), Share(flagged)];
}

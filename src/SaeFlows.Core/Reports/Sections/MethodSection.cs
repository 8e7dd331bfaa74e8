using System.Globalization;
using static SaeFlows.Core.Reports.ReportNumbers;

namespace SaeFlows.Core.Reports.Sections;

/// <summary>What decided the figures, so that they can be made again.</summary>
internal static class MethodSection
{
    public static ReportSection Build(RunReport report)
    {
        var (settings, model) = (report.Run.Settings, report.Run.Settings.ModelDescription);
        (string, string)[] rows =
        [
            ("run", report.Run.RunId),
            ("queued", report.Run.CreatedAt.ToString("u", CultureInfo.InvariantCulture)),
            ("dataset", settings.Dataset),
            ("dataset SHA-256", settings.DatasetSha256),
            ("model", model.Model),
            ("model SHA-256", model.ModelSha256),
            ("autoencoder", $"{model.Sae}, layer {model.Layer}"),
            ("autoencoder SHA-256", model.SaeSha256),
            .. model.Metrics.OrderBy(metric => metric.Key, StringComparer.Ordinal).Select(metric => ("autoencoder, held out: " + metric.Key, Of(metric.Value, "0.####"))),
            ("domain profile", model.Domain),
            ("domain profile SHA-256", model.DomainSha256),
            ("reformulator, verifier", $"{settings.Reformulator}, {settings.Verifier}"),
            ("prompt template", settings.Template?.Name ?? "none, the bare question"),
            ("verification budget", settings.VerificationBudget.ToString(CultureInfo.InvariantCulture)),
            ("seed", settings.Seed.ToString(CultureInfo.InvariantCulture)),
            ("seconds of work", Of(report.Run.WorkSeconds, "0.0")),
        ];
        return new ReportSection(
            "method",
            "How the figures were made",
            [
                new ReportTable("The run.", ["what", "value"], [.. rows.Select(row => (string[])[row.Item1, row.Item2])]),
                new ReportList(
                [
                    "Accuracies: Wilson's score interval (1927). Differences: paired bootstrap over questions, percentile and BCa (Efron 1987), seeded with the run's seed.",
                    "Tests: exact McNemar (1947), two-sided; adjusted by Holm (1979) over all rows of a table. A verdict needs an adjusted p of at most 0.05.",
                    "Could stop after: pairs in the dataset's order after which a test that may be looked at after every pair reaches 0.05 (mixture sequential probability ratio; Robbins 1970).",
                    "Detectable: the smallest difference that McNemar's test finds four times in five at level 0.05, at the share of discordant pairs seen (Connor 1987).",
                    "Areas under ROC curves: Mann-Whitney, with DeLong's interval (1988).",
                ]),
            ]);
    }
}

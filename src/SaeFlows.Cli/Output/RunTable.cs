using SaeFlows.Core.Runs;
using Spectre.Console;
using static SaeFlows.Cli.Output.Figures;

namespace SaeFlows.Cli.Output;

/// <summary>A run's figures for people; the same figures as JSON for programs.</summary>
internal static class RunTable
{
    public static void Write(Terminal terminal, RunSummary summary, bool json)
    {
        if (json)
        {
            terminal.Json(summary);
            return;
        }

        var counts = summary.Counts;
        terminal.Line($"Run {summary.Run} on {summary.Dataset}: {summary.Status}");
        terminal.Line(
            $"{counts.Total} questions: {counts.Scored} scored, {counts.Errored} errored, {counts.Abstained} abstained"
            + (counts.RejectedRows > 0 ? $"; {counts.RejectedRows} rows of the dataset were rejected" : string.Empty));
        terminal.Line(
            $"{counts.Ambiguous} found ambiguous, {counts.Reformulated} reformulated, {counts.Verified} verified, {counts.Unverified} unverified, {counts.VerificationRetries} verification retries");
        terminal.Out.Write(Arms(summary.Arms));
        WriteComparisons(terminal, summary.Comparisons);
        if (summary.Kinds.Count > 0)
        {
            terminal.Out.Write(Kinds(summary));
        }

        if (summary.Detection is { } detection)
        {
            terminal.Out.Write(Detectors(detection));
        }

        if (summary.SaeMetrics.Count > 0)
        {
            terminal.Line("SAE on held-out tokens: " + string.Join(", ", summary.SaeMetrics.Select(metric => $"{metric.Key} {Number(metric.Value, "0.####")}")));
        }

        terminal.Line($"{Number(summary.Seconds, "0.0")} s of work, {Number(summary.QuestionsPerSecond, "0.0")} questions/s");
    }

    /// <summary>One other arm is compared in the first table already.</summary>
    private static void WriteComparisons(Terminal terminal, IReadOnlyList<PairedComparison> comparisons)
    {
        if (comparisons.Count < 2)
        {
            return;
        }

        terminal.Out.Write(ComparisonTable.Of($"{comparisons[0].First} against", [.. comparisons.Select(comparison => (comparison.Second, comparison))]));
        foreach (var comparison in comparisons)
        {
            terminal.Line(comparison.Sentence);
        }

        terminal.Line(string.Empty);
    }

    private static Table Arms(IReadOnlyList<ArmSummary> arms)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("arm", "accuracy [[95 % CI]]", "delta [[95 % CI]]", "McNemar p", "helped", "hurt", "flagged", "verified", "first attempt");
        foreach (var arm in arms)
        {
            table.AddRow(
                Markup.Escape(arm.Name),
                Markup.Escape(WithInterval(arm.Accuracy, arm.AccuracyCi)),
                Markup.Escape(WithInterval(arm.Delta, arm.DeltaCi)),
                P(arm.McnemarP),
                Count(arm.Helped),
                Count(arm.Hurt),
                Count(arm.Flagged),
                Count(arm.Verified),
                Share(arm.FirstAttemptAccuracy));
        }

        return table;
    }

    private static Table Kinds(RunSummary summary)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("accuracy by kind", "questions", "flagged");
        foreach (var arm in summary.Arms)
        {
            table.AddColumn(Markup.Escape(arm.Name));
        }

        foreach (var kind in summary.Kinds)
        {
            string[] cells =
            [
                Markup.Escape(kind.Kind),
                Count(kind.Total),
                Count(kind.Flagged),
                .. summary.Arms.Select(arm => Share(kind.Accuracy.GetValueOrDefault(arm.Name))),
            ];
            table.AddRow(cells);
        }

        return table;
    }

    private static Table Detectors(DetectionSummary detection)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("detector", "AUC", "AUC vs decoys", "AUC vs unseen", "precision", "recall", "at the true span", "flagged unambiguous");
        var method = new DetectorSummary(
            "detect (SAE)", detection.Precision, detection.Recall, detection.SpanHitShare, detection.Auc, detection.AucDecoys, detection.AucUnseen, detection.FlaggedUnambiguous);
        foreach (var detector in detection.Baselines.Prepend(method))
        {
            table.AddRow(
                Markup.Escape(detector.Name),
                Share(detector.Auc),
                Share(detector.AucDecoys),
                Share(detector.AucUnseen),
                Share(detector.Precision),
                Share(detector.Recall),
                Share(detector.SpanHitShare),
                Share(detector.FlaggedUnambiguous));
        }

        return table;
    }
}

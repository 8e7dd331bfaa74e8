using SaeFlows.Core.Statistics;

namespace SaeFlows.Core.Runs;

/// <summary>Turns outcomes, streamed, into a run's figures. Memory: a few bytes per question, arm and detector.</summary>
public static class RunSummaryBuilder
{
    /// <summary>The arm that changes nothing; all others are compared with it.</summary>
    public const string Baseline = "none";

    /// <summary>The arm and the detector of the method.</summary>
    public const string Method = "detect";

    public static async Task<RunSummary> BuildAsync(RunRecord run, IAsyncEnumerable<QuestionOutcome> outcomes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(outcomes);
        var settings = run.Settings;
        string headline = HeadlineOf(settings);
        var arms = settings.Arms.ToDictionary(arm => arm, arm => new ArmTally(arm), StringComparer.Ordinal);
        var counts = new CountTally(headline);
        var kinds = new KindTallies(headline, settings.Arms);
        var detectors = new DetectorTallies();
        var comparisons = new ComparisonTallies(headline, settings.Arms);
        await foreach (var outcome in outcomes.WithCancellation(cancellationToken))
        {
            counts.Add(outcome);
            kinds.Add(outcome);
            detectors.Add(outcome);
            comparisons.Add(outcome);
            foreach (var arm in outcome.Arms)
            {
                arms[arm.Arm].Add(outcome, arm);
            }
        }

        var description = settings.ModelDescription;
        return new RunSummary
        {
            Run = run.RunId,
            Status = run.Status,
            Dataset = settings.Dataset,
            DatasetSha256 = settings.DatasetSha256,
            Model = description.Model,
            Sae = description.Sae,
            Domain = description.Domain,
            Counts = counts.Build(run),
            Arms = [.. settings.Arms.Select(arm => arms[arm].Build((ulong)settings.Seed))],
            Comparisons = comparisons.Build((ulong)settings.Seed),
            Detection = detectors.Build(Method),
            Kinds = kinds.Build(),
            SaeMetrics = description.Metrics,
            Seconds = Math.Round(run.WorkSeconds, 3),
            QuestionsPerSecond = run.WorkSeconds > 0 ? Math.Round(counts.Finished / run.WorkSeconds, 2) : 0,
        };
    }

    /// <summary>The method's arm, or the last one where the run is without it.</summary>
    public static string HeadlineOf(RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Arms.Contains(Method) ? Method : settings.Arms[^1];
    }

    /// <summary>95 % Wilson interval as a pair; null without trials.</summary>
    internal static IReadOnlyList<double>? Wilson(long successes, long trials)
    {
        if (trials == 0)
        {
            return null;
        }

        var interval = WilsonInterval.Of(successes, trials);
        return [interval.Low, interval.High];
    }
}

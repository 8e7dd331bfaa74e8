namespace SaeFlows.Core.Reports;

/// <summary>What each threshold would give; pure.</summary>
internal static class SweepBuilder
{
    /// <summary>Thresholds drawn: the used one and as many quantiles of the scores.</summary>
    private const int MostPoints = 60;

    public static ThresholdSweep Build(string detector, double? used, IReadOnlyList<ScoredCase> cases)
    {
        double[] scores = [.. cases.Select(asked => asked.Score).Distinct().Order()];
        var thresholds = scores.Length <= MostPoints
            ? scores
            : Enumerable.Range(0, MostPoints).Select(i => scores[(int)Math.Round(i * (scores.Length - 1.0) / (MostPoints - 1))]);
        var all = used is { } own ? thresholds.Append(own) : thresholds;
        return new ThresholdSweep(detector, used, [.. all.Distinct().Order().Select(threshold => Point(threshold, used, cases))]);
    }

    private static SweepPoint Point(double threshold, double? used, IReadOnlyList<ScoredCase> cases)
    {
        long flagged = cases.LongCount(asked => asked.Score > threshold);
        long ambiguous = cases.LongCount(asked => asked.IsAmbiguous == true);
        long harmless = cases.LongCount(asked => asked.IsAmbiguous == false);
        long found = cases.LongCount(asked => asked.IsAmbiguous == true && asked.Score > threshold);
        long falsely = cases.LongCount(asked => asked.IsAmbiguous == false && asked.Score > threshold);
        return new SweepPoint(
            threshold,
            (double)flagged / cases.Count,
            Share(found, found + falsely),
            Share(found, ambiguous),
            Share(falsely, harmless),
            threshold >= used ? Accuracy(threshold, cases) : null);
    }

    private static double? Accuracy(double threshold, IReadOnlyList<ScoredCase> cases)
    {
        var scored = cases.Where(asked => asked.After is not null).ToList();
        return Share(scored.LongCount(asked => (asked.Score > threshold ? asked.After : asked.Before) == true), scored.Count);
    }

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;
}

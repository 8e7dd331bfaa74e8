namespace SaeFlows.Core.Statistics;

/// <summary>
/// How well a score tells positives from negatives. The area is the Mann-Whitney probability that a random positive scores higher than a
/// random negative, ties counting half (Hanley and McNeil, Radiology 143, 1982, 29-36); its interval is DeLong's (Biometrics 44, 1988, 837-845).
/// </summary>
public static class RocCurve
{
    /// <summary>The area under the curve, 0 to 1; NaN when one of the classes is empty.</summary>
    public static double Auc(IReadOnlyList<double> positives, IReadOnlyList<double> negatives)
    {
        ArgumentNullException.ThrowIfNull(positives);
        ArgumentNullException.ThrowIfNull(negatives);
        if (positives.Count == 0 || negatives.Count == 0)
        {
            return double.NaN;
        }

        var sorted = Sorted(negatives);
        return positives.Sum(p => Placement.Of(p, sorted)) / positives.Count;
    }

    /// <summary>DeLong's normal interval of the area, cut to 0..1; NaN with fewer than two of a class.</summary>
    public static Interval AucInterval(IReadOnlyList<double> positives, IReadOnlyList<double> negatives, double confidence = 0.95)
    {
        var auc = Auc(positives, negatives);
        var half = NormalDistribution.TwoSided(confidence) * Math.Sqrt(AucVariance(positives, negatives));
        return new Interval(Math.Max(0, auc - half), Math.Min(1, auc + half));
    }

    /// <summary>DeLong's variance of the area; NaN with fewer than two of a class.</summary>
    public static double AucVariance(IReadOnlyList<double> positives, IReadOnlyList<double> negatives)
    {
        ArgumentNullException.ThrowIfNull(positives);
        ArgumentNullException.ThrowIfNull(negatives);
        if (positives.Count < 2 || negatives.Count < 2)
        {
            return double.NaN;
        }

        var sortedPositives = Sorted(positives);
        var sortedNegatives = Sorted(negatives);
        return (Moments.Variance(positives.Select(p => Placement.Of(p, sortedNegatives))) / positives.Count)
            + (Moments.Variance(negatives.Select(n => 1 - Placement.Of(n, sortedPositives))) / negatives.Count);
    }

    /// <summary>The curve from (0,0) to (1,1), one point a distinct score.</summary>
    public static IReadOnlyList<RocPoint> Points(IReadOnlyList<double> positives, IReadOnlyList<double> negatives)
    {
        ArgumentNullException.ThrowIfNull(positives);
        ArgumentNullException.ThrowIfNull(negatives);
        var points = new List<RocPoint> { new(double.PositiveInfinity, 0, 0) };
        var (above, falsely) = (0, 0);
        var scored = positives.Select(s => (Score: s, Positive: true)).Concat(negatives.Select(s => (Score: s, Positive: false)));
        foreach (var tied in scored.GroupBy(s => s.Score).OrderByDescending(g => g.Key))
        {
            above += tied.Count(s => s.Positive);
            falsely += tied.Count(s => !s.Positive);
            points.Add(new RocPoint(tied.Key, falsely / (double)Math.Max(1, negatives.Count), above / (double)Math.Max(1, positives.Count)));
        }

        return points;
    }

    private static double[] Sorted(IReadOnlyList<double> scores) =>
        scores.Any(double.IsNaN) ? throw new ArgumentException("A score is not a number.", nameof(scores)) : [.. scores.Order()];
}

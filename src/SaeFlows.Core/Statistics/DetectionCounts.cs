namespace SaeFlows.Core.Statistics;

/// <summary>Flagged against truly ambiguous (or any other yes/no decision against its truth).</summary>
public readonly record struct DetectionCounts(long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives)
{
    /// <summary>The share of the flagged that are true; NaN when nothing was flagged.</summary>
    public double Precision => (double)TruePositives / (TruePositives + FalsePositives);

    /// <summary>The share of the true ones that were flagged; NaN when there are none.</summary>
    public double Recall => (double)TruePositives / (TruePositives + FalseNegatives);

    /// <summary>The share of the others that were flagged all the same; NaN when there are none.</summary>
    public double FalsePositiveRate => (double)FalsePositives / (FalsePositives + TrueNegatives);

    /// <summary>The harmonic mean of precision and recall (van Rijsbergen 1979); NaN when there is nothing to find and nothing was flagged.</summary>
    public double F1 => 2.0 * TruePositives / ((2 * TruePositives) + FalsePositives + FalseNegatives);

    public static DetectionCounts operator +(DetectionCounts a, DetectionCounts b) =>
        new(a.TruePositives + b.TruePositives, a.FalsePositives + b.FalsePositives, a.FalseNegatives + b.FalseNegatives, a.TrueNegatives + b.TrueNegatives);

    public static DetectionCounts Add(DetectionCounts left, DetectionCounts right) => left + right;

    /// <summary>One decision.</summary>
    public static DetectionCounts Of(bool flagged, bool truth) => (flagged, truth) switch
    {
        (true, true) => new(1, 0, 0, 0),
        (true, false) => new(0, 1, 0, 0),
        (false, true) => new(0, 0, 1, 0),
        _ => new(0, 0, 0, 1),
    };
}

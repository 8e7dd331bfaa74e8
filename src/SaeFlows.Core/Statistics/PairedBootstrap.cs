namespace SaeFlows.Core.Statistics;

/// <summary>
/// Bootstrap intervals of the mean paired difference: questions are drawn with replacement, each with both of its outcomes (Efron and
/// Tibshirani, An Introduction to the Bootstrap, 1993, chapters 13 and 14). Deterministic by seed.
/// </summary>
public static class PairedBootstrap
{
    public const int DefaultResamples = 10_000;

    /// <summary>The interval between two quantiles of the resampled means.</summary>
    /// <param name="differences">One difference a question, for example right after (1 or 0) less right before.</param>
    /// <param name="seed">Fixes the resamples.</param>
    /// <param name="resamples">At least 100.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <exception cref="ArgumentException">No differences.</exception>
    public static Interval Percentile(IReadOnlyList<double> differences, ulong seed, int resamples = DefaultResamples, double confidence = 0.95)
    {
        var tail = (1 - confidence) / 2;
        var means = Means(differences, seed, resamples);
        Array.Sort(means);
        return new Interval(Quantile.OfSorted(means, tail), Quantile.OfSorted(means, 1 - tail));
    }

    /// <summary>The bias-corrected and accelerated interval (B. Efron, JASA 82, 1987, 171-185).</summary>
    /// <inheritdoc cref="Percentile" path="//param"/>
    /// <exception cref="ArgumentException">No differences.</exception>
    public static Interval Bca(IReadOnlyList<double> differences, ulong seed, int resamples = DefaultResamples, double confidence = 0.95)
    {
        var means = Means(differences, seed, resamples);
        return BcaInterval.Of(means, differences.Average(), JackknifeMeans(differences), confidence);
    }

    /// <summary>The means of the resamples, in the order drawn.</summary>
    internal static double[] Means(IReadOnlyList<double> differences, ulong seed, int resamples)
    {
        ArgumentNullException.ThrowIfNull(differences);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        if (differences.Count == 0)
        {
            throw new ArgumentException("A bootstrap needs at least one difference.", nameof(differences));
        }

        var values = differences.ToArray();
        var random = new SplitMix(seed);
        var means = new double[resamples];
        for (var r = 0; r < resamples; r++)
        {
            var sum = 0.0;
            for (var i = 0; i < values.Length; i++)
            {
                sum += values[random.Index(values.Length)];
            }

            means[r] = sum / values.Length;
        }

        return means;
    }

    /// <summary>The mean with each difference left out in turn.</summary>
    internal static double[] JackknifeMeans(IReadOnlyList<double> differences)
    {
        var sum = differences.Sum();
        return [.. differences.Select(d => (sum - d) / Math.Max(1, differences.Count - 1))];
    }
}

namespace SaeFlows.Core.Statistics;

/// <summary>
/// The score interval of a proportion, without continuity correction (E. B. Wilson, JASA 22, 1927, 209-212; recommended by Brown, Cai and
/// DasGupta, Statistical Science 16, 2001, 101-133). Equal to R's <c>prop.test(x, n, correct = FALSE)$conf.int</c>.
/// </summary>
public static class WilsonInterval
{
    /// <param name="successes">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">At least 1.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is outside its range.</exception>
    public static Interval Of(long successes, long trials, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        var z = NormalDistribution.TwoSided(confidence);
        var n = (double)trials;
        var p = successes / n;
        var centre = p + (z * z / (2 * n));
        var half = z * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n)));
        var scale = 1 + (z * z / n);

        // At the ends the bound is exactly 0 or 1; rounding would leave 1e-17 beside it.
        return new Interval(
            successes == 0 ? 0 : Math.Max(0, (centre - half) / scale),
            successes == trials ? 1 : Math.Min(1, (centre + half) / scale));
    }
}

namespace SaeFlows.Core.Statistics;

/// <summary>The smallest effect that a paired comparison of a given size finds with a given power.</summary>
public static class MinimumDetectableEffect
{
    /// <summary>
    /// For McNemar's test: the smallest difference in accuracy when a share <paramref name="discordance"/> of the pairs changes either way (R. J. Connor,
    /// Biometrics 43, 1987, 207-211: n = (z_a sqrt(psi) + z_b sqrt(psi - d^2))^2 / d^2, solved for d). Null when not even a change of all of them
    /// in one direction would be found.
    /// </summary>
    /// <param name="pairs">Questions, at least 1.</param>
    /// <param name="discordance">Expected share of questions helped or hurt, above 0 and at most 1.</param>
    /// <param name="alpha">Two-sided level.</param>
    /// <param name="power">Above <paramref name="alpha"/>, under 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is outside its range.</exception>
    public static double? OfPairedAccuracy(long pairs, double discordance, double alpha = 0.05, double power = 0.8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(discordance, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(discordance, 1);
        var (critical, reach) = Quantiles(alpha, power);
        if (Needed(discordance) > pairs)
        {
            return null;
        }

        // The number of pairs needed falls as the difference grows: halve the interval down to the last bit.
        var (low, high) = (0.0, discordance);
        for (var i = 0; i < 200 && high - low > double.Epsilon; i++)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = Needed(middle) > pairs ? (middle, high) : (low, middle);
        }

        return high;

        double Needed(double difference)
        {
            var root = (critical * Math.Sqrt(discordance)) + (reach * Math.Sqrt(Math.Max(0, discordance - (difference * difference))));
            return root * root / (difference * difference);
        }
    }

    /// <summary>For the mean of paired differences with a known standard deviation: (z_a + z_b) s / sqrt(n).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static double OfMean(long pairs, double standardDeviation, double alpha = 0.05, double power = 0.8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(standardDeviation);
        var (critical, reach) = Quantiles(alpha, power);
        return (critical + reach) * standardDeviation / Math.Sqrt(pairs);
    }

    private static (double Critical, double Reach) Quantiles(double alpha, double power)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(power, alpha);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(power, 1);
        return (NormalDistribution.TwoSided(1 - alpha), NormalDistribution.Quantile(power));
    }
}

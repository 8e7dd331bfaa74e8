namespace SaeFlows.Core.Statistics;

/// <summary>
/// The bias-corrected and accelerated bootstrap interval from its three ingredients (B. Efron, JASA 82, 1987, 171-185). Ties
/// with the estimate count half in the bias correction, as in SciPy from 1.12 on: outcomes of questions are discrete, and without it the interval leans.
/// </summary>
public static class BcaInterval
{
    /// <param name="resampled">The statistic of each resample.</param>
    /// <param name="estimate">The statistic of the sample.</param>
    /// <param name="jackknife">The statistic with each observation left out in turn.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    public static Interval Of(IReadOnlyList<double> resampled, double estimate, IReadOnlyList<double> jackknife, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(resampled);
        ArgumentNullException.ThrowIfNull(jackknife);
        var sorted = resampled.Order().ToArray();
        if (sorted[0] == sorted[^1])
        {
            return new Interval(sorted[0], sorted[0]);
        }

        var below = sorted.Sum(t => t < estimate ? 1.0 : t == estimate ? 0.5 : 0.0) / sorted.Length;
        var bias = NormalDistribution.Quantile(Math.Clamp(below, 0.5 / sorted.Length, 1 - (0.5 / sorted.Length)));
        var acceleration = Acceleration(jackknife);
        var z = NormalDistribution.TwoSided(confidence);
        return new Interval(At(-z), At(z));

        double At(double quantile)
        {
            var shifted = bias + quantile;
            return Quantile.OfSorted(sorted, NormalDistribution.Cdf(bias + (shifted / (1 - (acceleration * shifted)))));
        }
    }

    private static double Acceleration(IReadOnlyList<double> jackknife)
    {
        var mean = jackknife.Average();
        var (squares, cubes) = (0.0, 0.0);
        foreach (var value in jackknife)
        {
            var d = mean - value;
            squares += d * d;
            cubes += d * d * d;
        }

        return squares == 0 ? 0 : cubes / (6 * Math.Pow(squares, 1.5));
    }
}

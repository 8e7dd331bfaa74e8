using MathNet.Numerics.Distributions;

namespace SaeFlows.Core.Statistics;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    public static double Cdf(double z) => Normal.CDF(0, 1, z);

    public static double Quantile(double probability) => Normal.InvCDF(0, 1, probability);

    /// <summary>The z with the given probability between -z and z.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not between 0 and 1.</exception>
    public static double TwoSided(double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        return Quantile(1 - ((1 - confidence) / 2));
    }
}

using MathNet.Numerics.Distributions;

namespace SaeFlows.Core.Statistics;

/// <summary>
/// The standard error of a mean whose observations come in clusters (questions about one contract, rewrites of one problem): residuals are summed
/// within clusters before they are squared (Liang and Zeger, Biometrika 73, 1986, 13-22), times G/(G-1) for G clusters. Equal to
/// statsmodels' <c>OLS(y, 1).fit(cov_type="cluster")</c>.
/// </summary>
public static class ClusteredStandardError
{
    /// <summary>The standard error of the mean; NaN for fewer than two clusters.</summary>
    /// <param name="values">One value an observation.</param>
    /// <param name="clusters">The cluster of each observation, in the same order.</param>
    /// <exception cref="ArgumentException">The two lists differ in length.</exception>
    public static double OfMean(IReadOnlyList<double> values, IReadOnlyList<string> clusters)
    {
        var sums = ClusterSums(values, clusters);
        return sums.Count < 2 ? double.NaN : Math.Sqrt(sums.Values.Sum(s => s * s) * sums.Count / (sums.Count - 1.0)) / values.Count;
    }

    /// <summary>The mean's interval by Student's t with G - 1 degrees of freedom (Cameron and Miller, Journal of Human Resources 50, 2015, section VI).</summary>
    /// <inheritdoc cref="OfMean" path="//param|//exception"/>
    public static Interval OfMeanInterval(IReadOnlyList<double> values, IReadOnlyList<string> clusters, double confidence = 0.95)
    {
        var error = OfMean(values, clusters);
        var degrees = clusters.Distinct(StringComparer.Ordinal).Count() - 1;
        if (degrees < 1)
        {
            return new Interval(double.NaN, double.NaN);
        }

        var half = error * StudentT.InvCDF(0, 1, degrees, 1 - ((1 - confidence) / 2));
        var mean = values.Average();
        return new Interval(mean - half, mean + half);
    }

    private static Dictionary<string, double> ClusterSums(IReadOnlyList<double> values, IReadOnlyList<string> clusters)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(clusters);
        if (values.Count != clusters.Count)
        {
            throw new ArgumentException($"{values.Count} values but {clusters.Count} clusters.", nameof(clusters));
        }

        var mean = values.Count == 0 ? 0 : values.Average();
        var sums = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < values.Count; i++)
        {
            sums[clusters[i]] = sums.GetValueOrDefault(clusters[i]) + (values[i] - mean);
        }

        return sums;
    }
}

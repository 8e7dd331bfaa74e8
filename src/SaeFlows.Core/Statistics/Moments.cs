namespace SaeFlows.Core.Statistics;

/// <summary>Sample moments.</summary>
internal static class Moments
{
    /// <summary>The unbiased sample variance; NaN for fewer than two values.</summary>
    public static double Variance(IEnumerable<double> values)
    {
        var (count, mean, squares) = (0L, 0.0, 0.0);
        foreach (var value in values)
        {
            count++;
            var step = value - mean;
            mean += step / count;
            squares += step * (value - mean);
        }

        return count < 2 ? double.NaN : squares / (count - 1);
    }
}

namespace SaeFlows.Core.Statistics;

/// <summary>Quantiles by linear interpolation of order statistics (Hyndman and Fan, American Statistician 50, 1996, type 7; the default of R and NumPy).</summary>
internal static class Quantile
{
    public static double OfSorted(IReadOnlyList<double> sorted, double probability)
    {
        var place = Math.Clamp(probability, 0, 1) * (sorted.Count - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}

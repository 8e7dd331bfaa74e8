namespace SaeFlows.Core.Statistics;

/// <summary>DeLong's placement values.</summary>
internal static class Placement
{
    /// <summary>The share of the sorted values below the score, ties counting half.</summary>
    public static double Of(double score, double[] sorted) => (Bound(sorted, score, orEqual: false) + Bound(sorted, score, orEqual: true)) / (2.0 * sorted.Length);

    private static int Bound(double[] sorted, double score, bool orEqual)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < score || (orEqual && sorted[middle] == score))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}

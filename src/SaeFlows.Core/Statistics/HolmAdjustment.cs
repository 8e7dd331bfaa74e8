namespace SaeFlows.Core.Statistics;

/// <summary>
/// Holm's step-down adjustment, which controls the family-wise error under any dependence (S. Holm, Scandinavian Journal of Statistics 6,
/// 1979, 65-70). Equal to R's <c>p.adjust(p, "holm")</c>.
/// </summary>
public static class HolmAdjustment
{
    /// <summary>Adjusted p-values in the order given, each at most 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A p-value is not between 0 and 1.</exception>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        var order = Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]).ToArray();
        var adjusted = new double[pValues.Count];
        var largest = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            var p = pValues[order[rank]];
            if (!(p >= 0 && p <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(pValues), p, "A p-value is between 0 and 1.");
            }

            largest = Math.Max(largest, Math.Min(1, p * (order.Length - rank)));
            adjusted[order[rank]] = largest;
        }

        return adjusted;
    }
}

namespace SaeFlows.Core.Statistics;

/// <summary>Agreement of two raters beyond chance.</summary>
/// <param name="Kappa">1 for full agreement, 0 for that of chance; NaN when both raters only ever gave the same one label.</param>
/// <param name="StandardError">Large-sample standard error.</param>
/// <param name="Items">Items rated by both.</param>
public readonly record struct CohenKappa(double Kappa, double StandardError, int Items)
{
    /// <summary>
    /// Kappa (J. Cohen, Educational and Psychological Measurement 20, 1960, 37-46) with the standard error of Fleiss, Cohen and Everitt (Psychological
    /// Bulletin 72, 1969, 323-327). Equal to statsmodels' <c>cohens_kappa</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The lists differ in length or are empty.</exception>
    public static CohenKappa Of(IReadOnlyList<string> first, IReadOnlyList<string> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count != second.Count || first.Count == 0)
        {
            throw new ArgumentException($"{first.Count} and {second.Count} labels: both raters label the same items, at least one.", nameof(second));
        }

        var labels = first.Concat(second).Distinct(StringComparer.Ordinal).ToList();
        var shares = new double[labels.Count, labels.Count];
        for (var i = 0; i < first.Count; i++)
        {
            shares[labels.IndexOf(first[i]), labels.IndexOf(second[i])] += 1.0 / first.Count;
        }

        return Of(shares, first.Count);
    }

    /// <summary>Kappa less and plus z standard errors.</summary>
    public Interval Interval(double confidence = 0.95)
    {
        var half = NormalDistribution.TwoSided(confidence) * StandardError;
        return new Interval(Kappa - half, Kappa + half);
    }

    private static CohenKappa Of(double[,] shares, int items)
    {
        var k = shares.GetLength(0);
        var rows = Enumerable.Range(0, k).Select(i => Enumerable.Range(0, k).Sum(j => shares[i, j])).ToArray();
        var columns = Enumerable.Range(0, k).Select(j => Enumerable.Range(0, k).Sum(i => shares[i, j])).ToArray();
        var observed = Enumerable.Range(0, k).Sum(i => shares[i, i]);
        var expected = Enumerable.Range(0, k).Sum(i => rows[i] * columns[i]);
        if (expected >= 1)
        {
            return new CohenKappa(double.NaN, double.NaN, items);
        }

        var kappa = (observed - expected) / (1 - expected);
        var (onDiagonal, off) = (0.0, 0.0);
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                var both = i == j ? 1 - ((rows[i] + columns[i]) * (1 - kappa)) : columns[i] + rows[j];
                _ = i == j ? onDiagonal += shares[i, j] * both * both : off += shares[i, j] * both * both;
            }
        }

        var shift = kappa - (expected * (1 - kappa));
        var variance = (onDiagonal + ((1 - kappa) * (1 - kappa) * off) - (shift * shift)) / ((1 - expected) * (1 - expected) * items);
        return new CohenKappa(kappa, Math.Sqrt(Math.Max(0, variance)), items);
    }
}

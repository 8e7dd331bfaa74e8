namespace SaeFlows.Core.Statistics;

/// <summary>
/// Agreement of any number of raters, some of whom may have left items out (K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011).
/// </summary>
public static class KrippendorffAlpha
{
    /// <summary>Alpha for labels without order: 1 for full agreement, 0 for that of chance; NaN when only one label was ever given.</summary>
    /// <param name="ratings">One list an item: each rater's label, null where there is none.</param>
    public static double Nominal(IReadOnlyList<IReadOnlyList<string?>> ratings)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        return Of(ratings, StringComparer.Ordinal, (_, _) => (a, b) => a == b ? 0 : 1);
    }

    /// <summary>Alpha for ranks: the difference of two ranks is the number of ratings between them, squared.</summary>
    /// <inheritdoc cref="Nominal" path="//param"/>
    public static double Ordinal(IReadOnlyList<IReadOnlyList<double?>> ratings) => OfNumbers(ratings, OrdinalDifference);

    /// <summary>Alpha for numbers: the difference of two is squared.</summary>
    /// <inheritdoc cref="Nominal" path="//param"/>
    public static double Interval(IReadOnlyList<IReadOnlyList<double?>> ratings) => OfNumbers(ratings, (_, _) => (a, b) => (a - b) * (a - b));

    private static double OfNumbers(IReadOnlyList<IReadOnlyList<double?>> ratings, Func<double[], double[], Func<double, double, double>> difference)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        var units = ratings.Select(u => (IReadOnlyList<double>)[.. u.OfType<double>()]);
        return Alpha(units, Comparer<double>.Default, difference);
    }

    private static double Of(IReadOnlyList<IReadOnlyList<string?>> ratings, StringComparer order, Func<string[], double[], Func<string, string, double>> difference) =>
        Alpha(ratings.Select(u => (IReadOnlyList<string>)[.. u.OfType<string>()]), order, difference);

    private static double Alpha<T>(IEnumerable<IReadOnlyList<T>> units, IComparer<T> order, Func<T[], double[], Func<T, T, double>> difference)
        where T : notnull
    {
        // Only items with at least two ratings can agree or disagree.
        var pairable = units.Where(u => u.Count >= 2).ToList();
        var values = pairable.SelectMany(u => u).Distinct().Order(order).ToArray();
        var totals = values.Select(v => (double)pairable.Sum(u => u.Count(r => r.Equals(v)))).ToArray();
        var apart = difference(values, totals);
        var n = totals.Sum();
        var observed = pairable.Sum(u => u.Sum(a => u.Sum(b => apart(a, b))) / (u.Count - 1)) / n;
        var expected = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            for (var j = 0; j < values.Length; j++)
            {
                expected += totals[i] * totals[j] * apart(values[i], values[j]);
            }
        }

        return expected == 0 ? double.NaN : 1 - (observed / (expected / (n * (n - 1))));
    }

    private static Func<double, double, double> OrdinalDifference(double[] values, double[] totals) => (a, b) =>
    {
        var (i, j) = (Array.IndexOf(values, Math.Min(a, b)), Array.IndexOf(values, Math.Max(a, b)));
        var between = totals[i..(j + 1)].Sum() - ((totals[i] + totals[j]) / 2);
        return i == j ? 0 : between * between;
    };
}

using SaeFlows.Core.Statistics;

namespace SaeFlows.Core.Runs;

/// <summary>Collects right and wrong of two ways on the same questions; one byte a pair.</summary>
public sealed class PairedTally
{
    /// <summary>Draws that a bootstrap interval may cost, so that 100,000 questions stay a matter of seconds.</summary>
    private const long MostDraws = 200_000_000;

    private const int FewestResamples = 1_000;

    private readonly List<sbyte> _differences = [];
    private readonly SequentialMcNemar _sequential = new();
    private long? _stopAfter;
    private long _first;
    private long _second;

    public void Add(bool first, bool second)
    {
        _first += first ? 1 : 0;
        _second += second ? 1 : 0;
        _differences.Add((sbyte)((first ? 1 : 0) - (second ? 1 : 0)));
        _sequential.Add(rightBefore: second, rightAfter: first);
        if (_stopAfter is null && _sequential.MayStop(PairedComparisons.Level))
        {
            _stopAfter = _differences.Count;
        }
    }

    /// <summary>The comparison alone; <see cref="PairedComparisons.Adjust"/> adds what depends on its family.</summary>
    /// <param name="first">Name of what is tried.</param>
    /// <param name="second">Name of what it is held against.</param>
    /// <param name="seed">Seed of the resamples.</param>
    public PairedComparison Build(string first, string second, ulong seed)
    {
        var named = new PairedComparison { First = first, Second = second, Pairs = _differences.Count };
        if (_differences.Count == 0)
        {
            return named;
        }

        long better = _differences.LongCount(difference => difference > 0);
        long worse = _differences.LongCount(difference => difference < 0);
        var (percentile, bca) = Intervals(seed);
        return named with
        {
            FirstAccuracy = (double)_first / _differences.Count,
            SecondAccuracy = (double)_second / _differences.Count,
            Better = better,
            Worse = worse,
            Difference = (double)(better - worse) / _differences.Count,
            DifferenceCi = [percentile.Low, percentile.High],
            DifferenceBca = [bca.Low, bca.High],
            McnemarP = McNemarTest.Exact(better, worse),
            SequentialP = _sequential.PValue,
            StopAfter = _stopAfter,
            MinimumDetectable = better + worse == 0
                ? null
                : MinimumDetectableEffect.OfPairedAccuracy(_differences.Count, (double)(better + worse) / _differences.Count),
        };
    }

    private (Interval Percentile, Interval Bca) Intervals(ulong seed)
    {
        double[] values = [.. _differences.Select(difference => (double)difference)];
        int resamples = (int)Math.Clamp(MostDraws / values.Length, FewestResamples, PairedBootstrap.DefaultResamples);
        double[] means = PairedBootstrap.Means(values, seed, resamples);
        Array.Sort(means);
        var percentile = new Interval(Quantile.OfSorted(means, 0.025), Quantile.OfSorted(means, 0.975));
        return (percentile, BcaInterval.Of(means, values.Average(), PairedBootstrap.JackknifeMeans(values)));
    }
}

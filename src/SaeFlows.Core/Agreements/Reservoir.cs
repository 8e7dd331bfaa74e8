using SaeFlows.Core.Statistics;

namespace SaeFlows.Core.Agreements;

/// <summary>A uniform sample of a stream whose length is not known (J. S. Vitter, ACM TOMS 11, 1985, 37-57, algorithm R). Deterministic by seed.</summary>
internal sealed class Reservoir<T>(int size, ulong seed)
{
    private readonly List<T> _kept = [];
    private SplitMix _random = new(seed);
    private int _seen;

    public IReadOnlyList<T> Kept => _kept;

    public void Add(T item)
    {
        _seen++;
        if (_kept.Count < size)
        {
            _kept.Add(item);
        }
        else if (_random.Index(_seen) is var place && place < size)
        {
            _kept[place] = item;
        }
    }
}

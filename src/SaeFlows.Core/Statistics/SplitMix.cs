namespace SaeFlows.Core.Statistics;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): small, fast, and the same sequence on every runtime version, which
/// <see cref="Random"/> does not promise.
/// </summary>
public struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 to <paramref name="below"/> - 1; the bias of the multiplication is under <paramref name="below"/>/2^64.</summary>
    public int Index(int below) => (int)Math.BigMul(Next(), (ulong)below, out _);

    /// <summary>At least 0, under 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));
}

using SaeFlows.Core.Statistics;

namespace SaeFlows.Torch.Sae.Runs;

/// <summary>
/// Shuffling in bounded memory that needs no state: each shard is shuffled by seed and round and cut in two; a round trains on the second
/// half of the shard before mixed with the first half of its own. So neighbours in the text part, and shards blend.
/// </summary>
internal static class ShardMixing
{
    /// <summary>Rows of a shard in the order of its shuffle; the first half of them is for its own round, the second for the next.</summary>
    public static (long[] Own, long[] Next) Halves(long rows, long seed, int round)
    {
        var order = Permutation(rows, seed, round, purpose: 1);
        return (order[..(order.Length / 2)], order[(order.Length / 2)..]);
    }

    /// <summary>The order in which a round takes the rows of its pool.</summary>
    public static long[] Order(long rows, long seed, int round) => Permutation(rows, seed, round, purpose: 2);

    private static long[] Permutation(long rows, long seed, int round, ulong purpose)
    {
        var random = new SplitMix(((ulong)seed * 0x9E3779B97F4A7C15) ^ ((ulong)round << 8) ^ purpose);
        var order = new long[rows];
        for (int i = 0; i < order.Length; i++)
        {
            int j = random.Index(i + 1);
            (order[i], order[j]) = (order[j], i);
        }

        return order;
    }
}

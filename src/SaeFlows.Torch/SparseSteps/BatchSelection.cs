namespace SaeFlows.Torch.SparseSteps;

/// <summary>The largest entries of a whole batch.</summary>
internal sealed unsafe class BatchSelection : IDisposable
{
    private readonly NativeBuffer<float> _values = new();

    /// <summary>The smallest entry that was kept last.</summary>
    public float Smallest { get; private set; } = float.PositiveInfinity;

    /// <summary>
    /// Leaves the <paramref name="count"/> largest of all positive entries; of equal ones the earlier stay. False, and nothing done, when a block's <see cref="TokenBlock.Floor"/> was above the smallest of
    /// these, so that it may lack entries: all floors are now low enough.
    /// </summary>
    public bool Keep(IReadOnlyList<TokenBlock> blocks, long count)
    {
        var entries = blocks.Sum(b => b.Entries);
        var values = _values.Reserved(entries > _values.Count ? entries + (entries / 4) : entries);
        foreach (var block in blocks)
        {
            new ReadOnlySpan<float>(block.Values.Pointer, block.Entries).CopyTo(new Span<float>(values, block.Entries));
            values += block.Entries;
        }

        var enough = entries >= count;
        var threshold = enough ? Selection.Kth(_values.Pointer, entries, (int)count) : float.Epsilon;
        if (blocks.Any(b => b.Floor > threshold))
        {
            foreach (var block in blocks)
            {
                block.Floor = Math.Min(block.Floor ?? threshold, threshold);
            }

            return false;
        }

        var all = new ReadOnlySpan<float>(_values.Pointer, entries);
        Smallest = enough ? threshold : entries > 0 ? System.Numerics.Tensors.TensorPrimitives.Min(all) : float.PositiveInfinity;
        var equal = enough ? count - Above(all, threshold) : entries;
        foreach (var block in blocks)
        {
            block.Keep(threshold, ref equal);
        }

        return true;
    }

    public void Dispose() => _values.Dispose();

    private static long Above(ReadOnlySpan<float> values, float threshold)
    {
        long above = 0;
        foreach (var value in values)
        {
            above += value > threshold ? 1 : 0;
        }

        return above;
    }
}

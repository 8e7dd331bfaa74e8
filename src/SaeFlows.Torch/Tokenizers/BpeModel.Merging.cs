namespace SaeFlows.Torch.Tokenizers;

internal sealed partial class BpeModel
{
    /// <summary>Joins in place: the left symbol of a pair grows, the right one leaves the chain (its id becomes -1).</summary>
    private void Merge(List<Symbol> symbols)
    {
        var queue = new PriorityQueue<(int Left, int Id), long>(symbols.Count);
        for (int i = 0; i + 1 < symbols.Count; i++)
        {
            Offer(symbols, i, queue);
        }

        while (queue.TryDequeue(out var candidate, out _))
        {
            var left = symbols[candidate.Left];
            if (left.Id < 0 || left.Next < 0)
            {
                continue;
            }

            // One of the two may have been joined to another since: then this pair is no longer there.
            var right = symbols[left.Next];
            if (!_merges.TryGetValue(Pair(left.Id, right.Id), out var merge) || merge.Id != candidate.Id)
            {
                continue;
            }

            symbols[left.Next] = right with { Id = -1 };
            int end = Math.Max(left.Start + left.Length, right.Start + right.Length);
            symbols[candidate.Left] = left with { Id = merge.Id, Length = end - left.Start, Next = right.Next };
            if (right.Next >= 0)
            {
                symbols[right.Next] = symbols[right.Next] with { Previous = candidate.Left };
                Offer(symbols, candidate.Left, queue);
            }

            if (left.Previous >= 0)
            {
                Offer(symbols, left.Previous, queue);
            }
        }
    }

    private void Offer(List<Symbol> symbols, int left, PriorityQueue<(int Left, int Id), long> queue)
    {
        if (_merges.TryGetValue(Pair(symbols[left].Id, symbols[symbols[left].Next].Id), out var merge))
        {
            queue.Enqueue((left, merge.Id), Pair(merge.Rank, left));
        }
    }

    private readonly record struct Symbol(int Id, int Start, int Length, int Previous = -1, int Next = -1);
}

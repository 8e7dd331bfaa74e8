using static TorchSharp.torch;

namespace SaeFlows.Torch.Models;

/// <summary>The three ways of <see cref="ModelCheck"/>.</summary>
internal sealed class CheckRuns(Decoder decoder, ExpectedOutputs expected, CancellationToken cancellationToken)
{
    private readonly long[] _tokens = [.. expected.Tokens.Select(t => (long)t)];

    public CheckOutcome NoCache()
    {
        var compared = new Comparison(expected);
        Pass(compared, [new RowSegment(0, 0, _tokens.Length)], _tokens, null, 0);
        var row = _tokens.ToList();
        var greedy = new List<int>();
        while (greedy.Count < expected.Greedy.Count)
        {
            greedy.Add(Next([new RowSegment(0, 0, row.Count, _tokens.Length)], row, null)[0]);
            row.Add(greedy[^1]);
        }

        return compared.Outcome(greedy);
    }

    public CheckOutcome Cached()
    {
        int first = Math.Max(1, _tokens.Length / 2);
        var compared = new Comparison(expected);
        using var cache = new KeyValueCache(decoder.Spec, 1, _tokens.Length + expected.Greedy.Count + 1, decoder.Type, decoder.Device);
        Pass(compared, [new RowSegment(0, 0, first, _tokens.Length)], _tokens[..first], cache, 0);
        for (int at = first; at < _tokens.Length; at++)
        {
            Pass(compared, [new RowSegment(0, at, 1, _tokens.Length)], [_tokens[at]], cache, 0, at);
        }

        return compared.Outcome(Greedy(cache, [_tokens.Length], 0));
    }

    public CheckOutcome Batched()
    {
        // The row of interest is the second; its neighbours are shorter, so every mask has something to hide.
        int length = _tokens.Length;
        int[] lengths = [Math.Max(1, length / 3), length, Math.Max(1, length - 7)];
        var compared = new Comparison(expected);
        using var cache = new KeyValueCache(decoder.Spec, lengths.Length, length + expected.Greedy.Count + 1, decoder.Type, decoder.Device);
        var segments = lengths.Select((count, row) => new RowSegment(row, 0, count)).ToList();
        Pass(compared, segments, [.. lengths.SelectMany(count => _tokens[..count])], cache, 1);
        return compared.Outcome(Greedy(cache, lengths, 1));
    }

    // Past the border longrope has other frequencies for the whole row: a row that grows past it is run again from its start.
    private RowSegment Step(int row, int at, int prompt) => decoder.Spec.Rope.Kind == RopeKind.LongRope && at == decoder.Spec.Rope.OriginalContextLength
        ? new RowSegment(row, 0, at + 1, prompt) : new RowSegment(row, at, 1, prompt);

    private List<int> Greedy(KeyValueCache cache, int[] lengths, int row)
    {
        var rows = lengths.Select(count => _tokens[..count].ToList()).ToList();
        var greedy = new List<int>();
        while (greedy.Count < expected.Greedy.Count)
        {
            var segments = rows.Select((tokens, r) => Step(r, tokens.Count - 1, lengths[r])).ToList();
            var next = Next(segments, [.. segments.SelectMany(s => rows[s.Row].Skip(s.Start).Take(s.Count))], cache);
            greedy.Add(next[row]);
            for (int r = 0; r < rows.Count; r++)
            {
                rows[r].Add(next[r]);
            }
        }

        return greedy;
    }

    /// <summary>The likeliest next token after each segment.</summary>
    private List<int> Next(List<RowSegment> segments, List<long> tokens, KeyValueCache? cache)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var scope = NewDisposeScope();
        var hidden = decoder.Forward(tensor([.. tokens], device: decoder.Device), segments, cache);
        var ends = segments.Select((_, i) => segments.Take(i + 1).Sum(s => (long)s.Count) - 1).ToArray();
        var last = hidden.index_select(0, tensor(ends, device: decoder.Device));
        return [.. decoder.Logits(last).argmax(-1).cpu().data<long>().ToArray().Select(t => (int)t)];
    }

    private void Pass(Comparison compared, List<RowSegment> segments, long[] tokens, KeyValueCache? cache, int row, int start = 0)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var scope = NewDisposeScope();
        int offset = segments.TakeWhile(s => s.Row != row).Sum(s => s.Count);
        int count = segments.First(s => s.Row == row).Count;
        var tap = new ActivationTap(
            (layer, site) => site == ActivationSite.MlpOutput && expected.MlpOutput(layer) is not null,
            (layer, _, values) => compared.Mlp(layer, start, values.narrow(0, offset, count)));
        var hidden = decoder.Forward(tensor(tokens, device: decoder.Device), segments, cache, tap);
        compared.Logits(start, decoder.Logits(hidden.narrow(0, offset, count)));
    }
}

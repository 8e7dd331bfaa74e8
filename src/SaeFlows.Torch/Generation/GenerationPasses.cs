using SaeFlows.Torch.Models;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Generation;

/// <summary>The passes of a generation: which tokens go into the next one, and what comes of it.</summary>
internal sealed class GenerationPasses(Decoder decoder, KeyValueCache cache, ActivationCapture? capture)
{
    // Logits of a long prompt are made for some tokens at a time: 32 MiB of them.
    private const int LogitsAtOnce = 8 << 20;

    /// <summary>
    /// Prompts first, as many of their tokens as fit, then one token of every row. Row numbers are places in <paramref name="active"/>.
    /// </summary>
    public List<RowSegment> Plan(List<GeneratingRow> active, int prefillTokens)
    {
        var segments = new List<RowSegment>();
        int room = prefillTokens;
        for (int row = 0; row < active.Count && room > 0; row++)
        {
            Reconsider(active[row]);
            int missing = active[row].Tokens.Count - active[row].Cached;
            if (active[row].Cached < active[row].Prompt || missing > 1)
            {
                int count = Math.Min(missing, room);
                segments.Add(new RowSegment(row, active[row].Cached, count, active[row].FrequencyLength));
                room -= count;
            }
        }

        return segments.Count > 0 ? segments : [.. active.Select((r, row) => new RowSegment(row, r.Cached, 1, r.FrequencyLength))];
    }

    /// <summary>Runs a pass; rows whose last token was in it get their next one.</summary>
    public void Run(List<GeneratingRow> active, List<RowSegment> segments)
    {
        using var scope = NewDisposeScope();
        var tokens = segments.SelectMany(s => active[s.Row].Tokens.Skip(s.Start).Take(s.Count)).Select(t => (long)t).ToArray();
        var hidden = decoder.Forward(tensor(tokens, device: decoder.Device), segments, cache, Tap(active, segments));
        TellSurprisal(active, segments, hidden);
        var ends = new List<long>();
        var ready = new List<GeneratingRow>();
        long at = 0;
        foreach (var segment in segments)
        {
            at += segment.Count;
            active[segment.Row].Cached = segment.End;
            active[segment.Row].Told = Math.Max(active[segment.Row].Told, segment.End);
            if (segment.End == active[segment.Row].Tokens.Count)
            {
                ends.Add(at - 1);
                ready.Add(active[segment.Row]);
            }
        }

        if (ready.Count > 0)
        {
            var last = ends.Count == at ? hidden : hidden.index_select(0, tensor(ends.ToArray(), device: decoder.Device));
            Choose(ready, decoder.Logits(last));
        }
    }

    private void TellSurprisal(List<GeneratingRow> active, List<RowSegment> segments, Tensor hidden)
    {
        if (capture?.Surprisal is not { } reader)
        {
            return;
        }

        var known = new List<(long Place, GeneratingRow Row, int Position)>();
        int offset = 0;
        foreach (var segment in segments)
        {
            var row = active[segment.Row];
            for (int at = Math.Max(segment.Start, row.Told); at < Math.Min(segment.End, row.Prompt - 1); at++)
            {
                known.Add((offset + at - segment.Start, row, at + 1));
            }

            offset += segment.Count;
        }

        foreach (var part in known.Chunk(Math.Max(1, LogitsAtOnce / decoder.Spec.VocabularySize)))
        {
            using var scope = NewDisposeScope();
            var places = tensor([.. part.Select(p => p.Place)], device: decoder.Device);
            var next = tensor([.. part.Select(p => (long)p.Row.Tokens[p.Position])], [part.Length, 1], device: decoder.Device);
            var logs = decoder.Logits(hidden.index_select(0, places)).to(ScalarType.Float32).log_softmax(-1).gather(1, next);
            float[] nats = logs.neg().reshape(-1).cpu().data<float>().ToArray();
            for (int i = 0; i < part.Length; i++)
            {
                reader(part[i].Row.Index, part[i].Position, nats[i]);
            }
        }
    }

    // Past the border longrope has other frequencies for the whole row, so keys from before it no longer fit.
    private void Reconsider(GeneratingRow row)
    {
        var rope = decoder.Spec.Rope;
        if (rope.Kind == RopeKind.LongRope && row.Prompt <= rope.OriginalContextLength && row.Tokens.Count == rope.OriginalContextLength + 1
            && row.Cached == rope.OriginalContextLength && !row.RunAgain)
        {
            row.RunAgain = true;
            row.Cached = 0;
        }
    }

    private static void Choose(List<GeneratingRow> rows, Tensor logits)
    {
        long[]? greedy = rows.Any(r => r.Sampler.IsGreedy) ? logits.argmax(-1).cpu().data<long>().ToArray() : null;
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].Sampler.IsGreedy)
            {
                rows[i].Add((int)greedy![i]);
                continue;
            }

            using var row = logits[i].to(ScalarType.Float32).cpu();
            rows[i].Add(rows[i].Sampler.Choose(row.data<float>().ToArray()));
        }
    }

    private static bool Reaches(GeneratingRow row, RowSegment segment, CaptureScope scope) =>
        (scope.HasFlag(CaptureScope.Prompt) && segment.Start < row.Prompt) || (scope.HasFlag(CaptureScope.Answer) && segment.End > row.Prompt);

    private ActivationTap? Tap(List<GeneratingRow> active, List<RowSegment> segments) => capture is null || !segments.Exists(s => Reaches(active[s.Row], s, capture.Scope)) ? null : new ActivationTap(
        (layer, site) => capture.Sites.Contains((layer, site)),
        (layer, site, values) =>
        {
            int offset = 0;
            foreach (var segment in segments)
            {
                var row = active[segment.Row];

                // A row that is run again (see Reconsider) has told all but its newest token.
                int from = Math.Max(segment.Start, row.Told);
                Offer(row.Index, from, Math.Min(segment.End, row.Prompt), CaptureScope.Prompt);
                Offer(row.Index, Math.Max(from, row.Prompt), segment.End, CaptureScope.Answer);
                offset += segment.Count;

                void Offer(int request, int start, int end, CaptureScope scope)
                {
                    if (start < end && capture.Scope.HasFlag(scope))
                    {
                        using var part = values.narrow(0, offset + start - segment.Start, end - start);
                        capture.Consumer(new ActivationChunk(request, layer, site, start, part));
                    }
                }
            }
        });
}

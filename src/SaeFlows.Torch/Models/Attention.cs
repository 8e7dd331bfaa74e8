using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace SaeFlows.Torch.Models;

/// <summary>
/// Grouped-query attention with rotary positions, sliding windows and soft caps. Without a cache nothing is done in place,
/// so gradients can flow.
/// </summary>
internal sealed class Attention(DecoderSpec spec)
{
    // Scores of a long prompt are made for a few queries at a time: at most this many bytes.
    private const long ScoreBytes = 32 << 20;

    private readonly int _groups = spec.Heads / spec.KeyValueHeads;
    private readonly float _scale = (float)spec.AttentionScale;

    /// <summary>From queries, keys and values side by side [tokens, (heads + 2 * key-value heads) * head size] to [tokens, heads * head size].</summary>
    public Tensor Apply(Tensor qkv, int layer, DecoderPass pass)
    {
        int size = spec.HeadSize;
        int turned = spec.Heads + spec.KeyValueHeads;
        var qk = Rotate(qkv.narrow(1, 0, turned * size).view(pass.Tokens, turned, size), pass);
        var q = qk.narrow(1, 0, spec.Heads);
        var k = qk.narrow(1, spec.Heads, spec.KeyValueHeads);
        var v = qkv.narrow(1, turned * size, spec.KeyValueSize).view(pass.Tokens, spec.KeyValueHeads, size);
        if (pass.IsUniform)
        {
            return Uniform(q, k, v, 0, pass.Segments.Count, layer, pass);
        }

        if (pass.Cache is { } cache)
        {
            var (keys, values) = cache.Layer(layer);
            keys.view(-1, size).index_copy_(0, pass.Places!, k.reshape(-1, size));
            values.view(-1, size).index_copy_(0, pass.Places!, v.reshape(-1, size));
        }

        return pass.IsDecode ? Decode(q, layer, pass) : Ragged(q, k, v, layer, pass);
    }

    private Tensor Rotate(Tensor x, DecoderPass pass)
    {
        int rotary = spec.Rope.RotarySize;
        var turning = rotary == spec.HeadSize ? x : x.narrow(2, 0, rotary);
        int half = rotary / 2;
        var rolled = cat([turning.narrow(2, half, half), turning.narrow(2, 0, half)], -1);
        var turned = addcmul(turning * pass.Cos, rolled, pass.Sin, 1);
        return rotary == spec.HeadSize ? turned : cat([turned, x.narrow(2, rotary, spec.HeadSize - rotary)], -1);
    }

    /// <summary>Whole rows of one length, from segment <paramref name="first"/> on.</summary>
    private Tensor Uniform(Tensor q, Tensor k, Tensor v, int first, int rows, int layer, DecoderPass pass)
    {
        int time = pass.Segments[first].Count;
        var window = spec.Windows[layer];
        Tensor Heads(Tensor x, int heads) => x.view(rows, time, heads, spec.HeadSize).transpose(1, 2);
        Tensor Repeat(Tensor x) => _groups == 1 ? x : x.repeat_interleave(_groups, 1);
        var queries = Heads(q.contiguous(), spec.Heads);
        var keys = Repeat(Heads(k.contiguous(), spec.KeyValueHeads));
        var values = Repeat(Heads(v.contiguous(), spec.KeyValueHeads));
        Tensor mixed;
        if (spec.AttentionSoftCap is null && (window is null || window >= time))
        {
            double usual = 1 / Math.Sqrt(spec.HeadSize);
            mixed = F.scaled_dot_product_attention(spec.AttentionScale == usual ? queries : queries * (spec.AttentionScale / usual), keys, values, is_casual: true);
        }
        else
        {
            var scores = Cap(queries.matmul(keys.transpose(2, 3)) * _scale) + pass.CausalMask(first, window, 0, time, 0, time);
            mixed = Softmax(scores).matmul(values);
        }

        return mixed.transpose(1, 2).reshape(rows * time, spec.QuerySize);
    }

    private Tensor Decode(Tensor q, int layer, DecoderPass pass)
    {
        int rows = pass.Segments.Count;
        int shortest = pass.Segments.Min(s => s.End);
        int longest = pass.Segments.Max(s => s.End);
        var window = spec.Windows[layer];
        int low = window is { } w ? Math.Max(0, shortest - w) : 0;
        int count = longest - low;
        bool masked = shortest != longest;
        var (keys, values) = pass.Cache!.Layer(layer);
        Tensor Seen(Tensor x) => x.narrow(0, 0, rows).narrow(2, low, count).view(rows * spec.KeyValueHeads, count, spec.HeadSize);
        var queries = q.reshape(rows * spec.KeyValueHeads, _groups, spec.HeadSize);
        var scores = Cap(Scores(queries, Seen(keys)));
        var weights = Softmax(masked ? scores + pass.DecodeMask(window, low, count) : scores);
        return weights.bmm(Seen(values)).view(rows, spec.QuerySize);
    }

    private Tensor Ragged(Tensor q, Tensor k, Tensor v, int layer, DecoderPass pass)
    {
        var outputs = new List<Tensor>();
        int offset = 0;
        for (int i = 0; i < pass.Segments.Count; i++)
        {
            var segment = pass.Segments[i];
            int alike = WholeRowsAlike(pass.Segments, i);
            if (alike > 1)
            {
                int tokens = alike * segment.Count;
                outputs.Add(Uniform(q.narrow(0, offset, tokens), k.narrow(0, offset, tokens), v.narrow(0, offset, tokens), i, alike, layer, pass));
                offset += tokens;
                i += alike - 1;
                continue;
            }

            var (keys, values) = pass.Cache is { } cache
                ? (cache.Layer(layer).Keys.select(0, segment.Row), cache.Layer(layer).Values.select(0, segment.Row))
                : (k.narrow(0, offset, segment.Count).transpose(0, 1), v.narrow(0, offset, segment.Count).transpose(0, 1));
            int step = (int)Math.Clamp(ScoreBytes / (4L * spec.Heads * segment.End), 1, segment.Count);
            for (int from = 0; from < segment.Count; from += step)
            {
                int to = Math.Min(from + step, segment.Count);
                outputs.Add(Stretch(q.narrow(0, offset + from, to - from), keys, values, i, from, to, spec.Windows[layer], pass));
            }

            offset += segment.Count;
        }

        return outputs.Count == 1 ? outputs[0] : cat([.. outputs], 0);
    }

    private static int WholeRowsAlike(IReadOnlyList<RowSegment> segments, int first)
    {
        int end = first;
        while (end < segments.Count && segments[end].Start == 0 && segments[end].Count == segments[first].Count)
        {
            end++;
        }

        return end - first;
    }

    private Tensor Stretch(Tensor q, Tensor keys, Tensor values, int index, int from, int to, int? window, DecoderPass pass)
    {
        using var scope = NewDisposeScope();
        int start = pass.Segments[index].Start;
        int low = window is { } w ? Math.Max(0, start + from + 1 - w) : 0;
        int count = start + to - low;
        int time = to - from;
        var queries = q.view(time, spec.KeyValueHeads, _groups, spec.HeadSize).permute(1, 2, 0, 3).reshape(spec.KeyValueHeads, _groups * time, spec.HeadSize);
        var scores = Cap(Scores(queries, keys.narrow(1, low, count))).view(spec.KeyValueHeads, _groups, time, count);
        var weights = Softmax(time == 1 ? scores : scores + pass.CausalMask(index, window, from, to, low, count)).view(spec.KeyValueHeads, _groups * time, count);
        return weights.bmm(values.narrow(1, low, count)).view(spec.KeyValueHeads, _groups, time, spec.HeadSize)
            .permute(2, 0, 1, 3).reshape(time, spec.QuerySize).MoveToOuterDisposeScope();
    }

    private Tensor Scores(Tensor queries, Tensor keys) => queries.bmm(keys.transpose(1, 2)) * _scale;

    private Tensor Cap(Tensor scores) => spec.AttentionSoftCap is { } cap ? (scores / cap).tanh() * cap : scores;

    private static Tensor Softmax(Tensor scores) =>
        scores.dtype == ScalarType.Float32 ? scores.softmax(-1) : scores.softmax(-1, ScalarType.Float32).to(scores.dtype);
}

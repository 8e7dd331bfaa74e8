using static TorchSharp.torch;

namespace SaeFlows.Torch.Models;

/// <summary>
/// Cosines and signed sines by position. Frequencies that depend on the length of a row (dynamic, longrope) are those for the row's
/// length after the pass, as transformers has it. Not thread-safe.
/// </summary>
internal sealed class RopeTable(RopeSpec rope, ScalarType type, Device device) : IDisposable
{
    private const int FirstRows = 512;
    private readonly Dictionary<bool, (Tensor Cos, Tensor Sin)> _tables = [];

    /// <summary>For the packed tokens: cosine and sine [tokens, 1, rotary size]; the sine of the first half is negated.</summary>
    public (Tensor Cos, Tensor Sin) At(IReadOnlyList<RowSegment> segments, Tensor positions)
    {
        if (!segments.Any(s => IsLong(LengthOf(s))))
        {
            return Rows(Table(segments.Max(s => s.End), stretched: false), positions);
        }

        var parts = segments.SelectMany(Parts).ToList();
        return (cat([.. parts.Select(p => p.Cos)], 0), cat([.. parts.Select(p => p.Sin)], 0));
    }

    public void Dispose()
    {
        foreach (var (cos, sin) in _tables.Values)
        {
            cos.Dispose();
            sin.Dispose();
        }
    }

    private static int LengthOf(RowSegment segment) => Math.Max(segment.End, segment.Prompt);

    private IEnumerable<(Tensor Cos, Tensor Sin)> Parts(RowSegment segment)
    {
        if (rope.Kind != RopeKind.Dynamic)
        {
            yield return Stretch(segment.Start, segment.End, LengthOf(segment));
            yield break;
        }

        // A prompt's tokens have the frequencies of its length; each later token those of the length that it made.
        int prompt = segment.Prompt == 0 ? segment.End : segment.Prompt;
        if (segment.Start < prompt)
        {
            yield return Stretch(segment.Start, Math.Min(segment.End, prompt), prompt);
        }

        for (int at = Math.Max(segment.Start, prompt); at < segment.End; at++)
        {
            yield return Stretch(at, at + 1, at + 1);
        }
    }

    private (Tensor Cos, Tensor Sin) Stretch(int start, int end, int length)
    {
        using var at = arange(start, end, dtype: ScalarType.Int64, device: device);
        // Dynamic frequencies are another set for each length: made for this pass only.
        return rope.Kind == RopeKind.Dynamic && IsLong(length) ? Rows(Make(end, length), at) : Rows(Table(end, IsLong(length)), at);
    }

    private bool IsLong(int length) => rope.Kind switch
    {
        RopeKind.LongRope => length > rope.OriginalContextLength,
        RopeKind.Dynamic => length > rope.ContextLength,
        _ => false,
    };

    private static (Tensor Cos, Tensor Sin) Rows((Tensor Cos, Tensor Sin) table, Tensor positions) =>
        (table.Cos.index_select(0, positions).unsqueeze(1), table.Sin.index_select(0, positions).unsqueeze(1));

    private (Tensor Cos, Tensor Sin) Table(int length, bool stretched)
    {
        if (_tables.TryGetValue(stretched, out var table) && table.Cos.shape[0] >= length)
        {
            return table;
        }

        table.Cos?.Dispose();
        table.Sin?.Dispose();
        long rows = FirstRows;
        while (rows < length)
        {
            rows *= 2;
        }

        var (cos, sin) = Make(rows, stretched ? rope.OriginalContextLength + 1L : 1);
        return _tables[stretched] = (cos.DetachFromDisposeScope(), sin.DetachFromDisposeScope());
    }

    private (Tensor Cos, Tensor Sin) Make(long rows, long length)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var (inverse, scale) = RopeFrequencies.Compute(rope, length);
        var angles = arange(rows, dtype: ScalarType.Float32).unsqueeze(1) * inverse.unsqueeze(0);
        var cos = angles.cos() * scale;
        var sin = angles.sin() * scale;
        return (cat([cos, cos], -1).to(type).to(device).MoveToOuterDisposeScope(), cat([-sin, sin], -1).to(type).to(device).MoveToOuterDisposeScope());
    }
}

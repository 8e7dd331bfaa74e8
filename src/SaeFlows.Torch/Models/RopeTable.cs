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
        if (!segments.Any(s => IsLong(s.End)))
        {
            return Rows(Table(segments.Max(s => s.End), stretched: false), positions);
        }

        var parts = segments.Select(s =>
        {
            using var at = arange(s.Start, s.End, dtype: ScalarType.Int64, device: device);
            // Dynamic frequencies are another set for each length: made for this pass only.
            return rope.Kind == RopeKind.Dynamic && IsLong(s.End) ? Rows(Make(s.End, s.End), at) : Rows(Table(s.End, IsLong(s.End)), at);
        }).ToList();
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

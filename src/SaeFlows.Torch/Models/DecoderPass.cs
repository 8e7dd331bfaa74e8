using static TorchSharp.torch;

namespace SaeFlows.Torch.Models;

/// <summary>What all layers of one pass share: the packing of rows, rotary factors, cache places and masks. Masks are made when first asked for and live as long as the pass.</summary>
internal sealed class DecoderPass : IDisposable
{
    private readonly Dictionary<(int Segment, int? Window, int From, int To), Tensor> _masks = [];
    private readonly Device _device;
    private readonly ScalarType _type;

    public DecoderPass(IReadOnlyList<RowSegment> segments, KeyValueCache? cache, RopeTable rope, ScalarType type, Device device)
    {
        Segments = segments;
        Cache = cache;
        _device = device;
        _type = type;
        Tokens = segments.Sum(s => s.Count);
        using var positions = tensor([.. segments.SelectMany(s => Enumerable.Range(s.Start, s.Count)).Select(p => (long)p)], device: device);
        (Cos, Sin) = rope.At(segments, positions);
        IsUniform = cache is null && segments.All(s => s.Start == 0 && s.Count == segments[0].Count);
        IsDecode = cache is not null && segments.Select((s, i) => s.Count == 1 && s.Row == i).All(one => one);
        if (cache is not null)
        {
            Places = tensor([.. CachePlaces(segments, cache)], device: device);
        }
    }

    public IReadOnlyList<RowSegment> Segments { get; }

    public int Tokens { get; }

    public KeyValueCache? Cache { get; }

    public Tensor Cos { get; }

    public Tensor Sin { get; }

    /// <summary>Rows of equal length from their start, without a cache.</summary>
    public bool IsUniform { get; }

    /// <summary>One token for each of the cache's first rows.</summary>
    public bool IsDecode { get; }

    /// <summary>Where the keys of token and head go in a cache seen as [rows * heads * length, head size].</summary>
    public Tensor? Places { get; }

    /// <summary>0 where a query sees a key, else minus infinity: [to - from, keys] for queries of one segment over keys from <paramref name="low"/> on.</summary>
    public Tensor CausalMask(int segment, int? window, int from, int to, int low, int keys)
    {
        if (_masks.TryGetValue((segment, window, from, to), out var known))
        {
            return known;
        }

        using var scope = NewDisposeScope();
        int start = Segments[segment].Start;
        var query = arange(start + from, start + to, dtype: ScalarType.Int64, device: _device).unsqueeze(1);
        var key = arange(low, low + keys, dtype: ScalarType.Int64, device: _device).unsqueeze(0);
        var hidden = key > query;
        if (window is { } w)
        {
            hidden = hidden.logical_or(key <= query - w);
        }

        var mask = zeros([to - from, keys], dtype: _type, device: _device).masked_fill(hidden, float.NegativeInfinity);
        return _masks[(segment, window, from, to)] = mask.DetachFromDisposeScope();
    }

    /// <summary>For a decode step over rows of unequal length: [rows * heads, 1, keys] over keys from <paramref name="low"/> on.</summary>
    public Tensor DecodeMask(int? window, int low, int keys)
    {
        if (_masks.TryGetValue((-1, window, 0, 0), out var known))
        {
            return known;
        }

        var values = new float[Segments.Count * keys];
        for (int row = 0; row < Segments.Count; row++)
        {
            int at = Segments[row].Start;
            int first = window is { } w ? Math.Max(0, at - w + 1) : 0;
            var line = values.AsSpan(row * keys, keys);
            line[..Math.Clamp(first - low, 0, keys)].Fill(float.NegativeInfinity);
            line[Math.Clamp(at + 1 - low, 0, keys)..].Fill(float.NegativeInfinity);
        }

        using var scope = NewDisposeScope();
        var mask = tensor(values, [Segments.Count, 1, 1, keys]).to(_type).to(_device).expand(-1, Cache!.Heads, -1, -1).reshape(-1, 1, keys);
        return _masks[(-1, window, 0, 0)] = mask.DetachFromDisposeScope();
    }

    public void Dispose()
    {
        foreach (var mask in _masks.Values)
        {
            mask.Dispose();
        }
    }

    private static IEnumerable<long> CachePlaces(IReadOnlyList<RowSegment> segments, KeyValueCache cache)
    {
        foreach (var segment in segments)
        {
            for (int position = segment.Start; position < segment.End; position++)
            {
                for (int head = 0; head < cache.Heads; head++)
                {
                    yield return ((((long)segment.Row * cache.Heads) + head) * cache.Length) + position;
                }
            }
        }
    }
}

using static TorchSharp.torch;

namespace SaeFlows.Torch.Models;

/// <summary>
/// Keys and values of all layers, allocated once: [rows, key-value heads, length, head size] each, so that any first rows and any
/// stretch of positions are views.
/// </summary>
internal sealed class KeyValueCache : IDisposable
{
    private readonly (Tensor Keys, Tensor Values)[] _layers;

    public KeyValueCache(DecoderSpec spec, int rows, int length, ScalarType type, Device device)
    {
        Rows = rows;
        Length = length;
        Heads = spec.KeyValueHeads;
        long[] shape = [rows, spec.KeyValueHeads, length, spec.HeadSize];

        // Zeros, not uninitialised: masked positions are multiplied by a weight of zero, and zero times a stray NaN is NaN.
        _layers = [.. Enumerable.Range(0, spec.Layers).Select(_ => (
            zeros(shape, dtype: type, device: device).DetachFromDisposeScope(),
            zeros(shape, dtype: type, device: device).DetachFromDisposeScope()))];
    }

    /// <summary>Where a layer's float32 keys and values lie on the CPU.</summary>
    public unsafe (nint Keys, nint Values) Addresses(int layer) => ((nint)RowKernels.Address(_layers[layer].Keys), (nint)RowKernels.Address(_layers[layer].Values));

    public int Rows { get; }

    /// <summary>Positions that each row has room for.</summary>
    public int Length { get; }

    public int Heads { get; }

    /// <summary>Bytes of a cache of these sizes.</summary>
    public static long BytesOf(DecoderSpec spec, int rows, int length, int elementSize) =>
        2L * spec.Layers * rows * spec.KeyValueHeads * length * spec.HeadSize * elementSize;

    public (Tensor Keys, Tensor Values) Layer(int layer) => _layers[layer];

    /// <summary>Copies a row's first positions over another row.</summary>
    public void Move(int from, int to, int count)
    {
        using var scope = NewDisposeScope();
        foreach (var (keys, values) in _layers)
        {
            keys.select(0, to).narrow(1, 0, count).copy_(keys.select(0, from).narrow(1, 0, count));
            values.select(0, to).narrow(1, 0, count).copy_(values.select(0, from).narrow(1, 0, count));
        }
    }

    public void Dispose()
    {
        foreach (var (keys, values) in _layers)
        {
            keys.Dispose();
            values.Dispose();
        }
    }
}

using static TorchSharp.torch;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// One row a token. Where rows would be a whole number of 4 KB apart, another cache line lies between them: else all rows' same columns compete for the few
/// places of a cache that such addresses share.
/// </summary>
internal sealed unsafe class TokenRows : IDisposable
{
    private const int Conflict = 1024;
    private readonly TensorMemory _memory;

    public TokenRows(int tokens, int width)
    {
        Stride = width % Conflict == 0 ? width + RowKernels.Lanes : width;
        _memory = new TensorMemory(ScalarType.Float32, tokens, Stride);
        Tensor = _memory.Tensor.narrow(1, 0, width).DetachFromDisposeScope();
    }

    /// <summary>Values from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>The rows <c>[n, width]</c>.</summary>
    public Tensor Tensor { get; }

    public float* Row(int token) => _memory.Floats + ((long)token * Stride);

    public void Dispose()
    {
        Tensor.Dispose();
        _memory.Dispose();
    }
}

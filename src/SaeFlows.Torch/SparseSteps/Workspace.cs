using static TorchSharp.torch;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>What one thread needs while it encodes a block.</summary>
internal sealed class Workspace(int tokens, int latents, int width) : IDisposable
{
    private readonly Dictionary<ScalarType, TensorMemory> _products = [];
    private readonly Dictionary<ScalarType, TensorMemory> _rounded = [];

    /// <summary>What a screen needs to know of each token for its margin.</summary>
    public (float, float)[] Margins { get; } = new (float, float)[tokens];

    public NativeBuffer<float> Scratch { get; } = new(latents + 64);

    /// <summary>Of some tokens' pre-activations.</summary>
    public NativeBuffer<float> Sample { get; } = new();

    /// <summary>Pre-activations of a block, without bias.</summary>
    public TensorMemory Products(ScalarType type) => Of(_products, type, latents);

    /// <summary>Encoder inputs of a block, rounded.</summary>
    public TensorMemory Rounded(ScalarType type) => Of(_rounded, type, width);

    public void Dispose()
    {
        foreach (var memory in _products.Values.Concat(_rounded.Values))
        {
            memory.Dispose();
        }

        Scratch.Dispose();
        Sample.Dispose();
    }

    private TensorMemory Of(Dictionary<ScalarType, TensorMemory> all, ScalarType type, int columns) =>
        all.TryGetValue(type, out var memory) ? memory : all[type] = new TensorMemory(type, tokens, columns);
}

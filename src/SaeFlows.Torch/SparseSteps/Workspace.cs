using static TorchSharp.torch;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>What one thread needs while it encodes a block or updates latents.</summary>
internal sealed class Workspace : IDisposable
{
    public Workspace(int tokens, int latents, int width, bool screens)
    {
        Products = new TensorMemory(screens ? ScalarType.BFloat16 : ScalarType.Float32, tokens, latents);
        Rounded = screens ? new TensorMemory(ScalarType.BFloat16, tokens, width) : null;
        Margins = new (float, float)[tokens];
        Scratch = new NativeBuffer<float>(latents + 64);
    }

    /// <summary>Pre-activations of a block, without bias.</summary>
    public TensorMemory Products { get; }

    /// <summary>Encoder inputs of a block in bfloat16, when screening.</summary>
    public TensorMemory? Rounded { get; }

    /// <summary>Factors of each token's margin, when screening.</summary>
    public (float OfNorm, float OfRest)[] Margins { get; }

    public NativeBuffer<float> Scratch { get; }

    public void Dispose()
    {
        Products.Dispose();
        Rounded?.Dispose();
        Scratch.Dispose();
    }
}

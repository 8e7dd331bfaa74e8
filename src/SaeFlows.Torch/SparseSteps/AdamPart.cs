using static TorchSharp.torch;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>One parameter with Adam's two running averages, all of one shape.</summary>
internal sealed class AdamPart : IDisposable
{
    public AdamPart(params long[] shape)
    {
        Weight = new TensorMemory(ScalarType.Float32, shape);
        First = new TensorMemory(ScalarType.Float32, shape);
        Second = new TensorMemory(ScalarType.Float32, shape);
    }

    public TensorMemory Weight { get; }

    public TensorMemory First { get; }

    public TensorMemory Second { get; }

    public void Dispose()
    {
        Weight.Dispose();
        First.Dispose();
        Second.Dispose();
    }
}

using static TorchSharp.torch;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>The encoder's rows in bfloat16, with the norm of each row and of what rounding took from it.</summary>
internal sealed unsafe class ScreenTable : IDisposable
{
    private readonly SparseStepState _state;

    public ScreenTable(SparseStepState state)
    {
        _state = state;
        Rounded = new TensorMemory(ScalarType.BFloat16, state.Latents, state.Width);
        Norms = new NativeBuffer<float>(state.Latents);
        Rests = new NativeBuffer<float>(state.Latents);
    }

    public TensorMemory Rounded { get; }

    public NativeBuffer<float> Norms { get; }

    public NativeBuffer<float> Rests { get; }

    /// <summary>Takes over one row as it is now.</summary>
    public void Refresh(int latent)
    {
        var offset = (long)latent * _state.Width;
        (Norms.Pointer[latent], Rests.Pointer[latent]) = Screen.Round(_state.Encoder.Weight.Floats + offset, _state.Width, Rounded.Halves + offset);
    }

    public void Dispose()
    {
        Rounded.Dispose();
        Norms.Dispose();
        Rests.Dispose();
    }
}

using static TorchSharp.torch;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// Weights and optimizer of a sparse step. Both matrices are kept with one row a latent, so that all that belongs to a latent is contiguous;
/// rows are padded with zeros to a multiple of 16 values.
/// </summary>
internal sealed class SparseStepState : IDisposable
{
    public SparseStepState(int inputSize, int latents)
    {
        (InputSize, Latents, Width) = (inputSize, latents, RowKernels.Padded(inputSize));
        Encoder = new AdamPart(latents, Width);
        EncoderBias = new AdamPart(latents);
        Decoder = new AdamPart(latents, Width);
        DecoderBias = new AdamPart(Width);
    }

    public int InputSize { get; }

    public int Latents { get; }

    /// <summary>Values a row, padding included.</summary>
    public int Width { get; }

    /// <summary>Steps taken so far; part of a checkpoint.</summary>
    public long Steps { get; set; }

    /// <summary><c>W_enc</c> transposed.</summary>
    public AdamPart Encoder { get; }

    public AdamPart EncoderBias { get; }

    public AdamPart Decoder { get; }

    public AdamPart DecoderBias { get; }

    /// <summary>
    /// Everything a checkpoint needs besides <see cref="Steps"/>: views without the padding, by name; <c>W_enc</c> is <c>[d_in, d_sae]</c> (a
    /// transposed view), <c>W_dec</c> <c>[d_sae, d_in]</c>; <c>.m</c> and <c>.v</c> are Adam's averages. Copying into a view sets the state. The caller disposes the views.
    /// </summary>
    public IReadOnlyDictionary<string, Tensor> Views()
    {
        var views = new Dictionary<string, Tensor>();
        foreach (var (name, part) in new[] { ("W_enc", Encoder), ("b_enc", EncoderBias), ("W_dec", Decoder), ("b_dec", DecoderBias) })
        {
            foreach (var (suffix, memory) in new[] { (string.Empty, part.Weight), (".m", part.First), (".v", part.Second) })
            {
                views[name + suffix] = View(name, memory.Tensor);
            }
        }

        return views;
    }

    public void Dispose()
    {
        Encoder.Dispose();
        EncoderBias.Dispose();
        Decoder.Dispose();
        DecoderBias.Dispose();
    }

    private Tensor View(string name, Tensor whole)
    {
        if (name == "b_enc")
        {
            return whole.view(Latents);
        }

        var trimmed = whole.narrow(-1, 0, InputSize);
        if (name != "W_enc")
        {
            return trimmed;
        }

        using (trimmed)
        {
            return trimmed.t();
        }
    }
}

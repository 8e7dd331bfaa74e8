namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// Adam and the decoder's norm, one latent at a time, while the latent's rows are in the nearest cache. A latent without active tokens has gradient
/// zero, but Adam's averages of it decay and still move its weights, and the next step's encoder reads them: so it gets the same pass with zeros, exactly
/// as a dense step does. Only rows whose averages are all zero, which nothing would move (their norm is left as it is), are passed by.
/// </summary>
internal sealed unsafe class LatentUpdate(SparseStepState state, SparseStepOptions options, SparseEncoder encoder, PanelTable decoderPanels)
{
    private readonly SparseEncoder _encoder = encoder;

    /// <summary>Latents whose averages may not be zero.</summary>
    private readonly bool[] _moving = new bool[state.Latents];

    /// <summary>Updates a latent.</summary>
    /// <param name="latent">Which.</param>
    /// <param name="encoder">Gradient of its encoder row, or null when all its gradients are zero.</param>
    /// <param name="decoder">Gradient of its decoder row, which is used up; null likewise.</param>
    /// <param name="bias">Gradient of its encoder bias.</param>
    /// <param name="rule">The optimizer.</param>
    /// <param name="backwards">Receives what goes back through the encoder to its input.</param>
    public void Apply(int latent, float* encoder, float* decoder, float bias, in AdamRule rule, float* backwards)
    {
        if (encoder == null && !_moving[latent])
        {
            return;
        }

        var width = state.Width;
        var offset = (long)latent * width;
        var w = state.Encoder.Weight.Floats + offset;
        var d = state.Decoder.Weight.Floats + offset;
        if (encoder != null)
        {
            RowKernels.AddScaled(backwards, w, bias, width);
            if (options.ProjectGradient)
            {
                RowKernels.AddScaled(decoder, d, -RowKernels.Dot(decoder, d, width), width);
            }
        }

        rule.Apply(w, state.Encoder.First.Floats + offset, state.Encoder.Second.Floats + offset, encoder, width);
        rule.Apply(d, state.Decoder.First.Floats + offset, state.Decoder.Second.Floats + offset, decoder, width);
        rule.Apply(ref state.EncoderBias.Weight.Floats[latent], ref state.EncoderBias.First.Floats[latent], ref state.EncoderBias.Second.Floats[latent], bias);
        if (options.NormaliseDecoder)
        {
            var norm = MathF.Sqrt(RowKernels.Dot(d, d, width));
            RowKernels.Scale(d, norm > 0 ? 1 / norm : 1, width);
        }

        TakeOver(latent);
        _moving[latent] = Moves(latent);
    }

    /// <summary>After a latent's weights or averages were set from outside.</summary>
    public void Refresh(int latent)
    {
        _moving[latent] = Moves(latent);
        TakeOver(latent);
    }

    private void TakeOver(int latent)
    {
        _encoder.Refresh(latent);
        decoderPanels.Put(latent, state.Decoder.Weight.Floats + ((long)latent * state.Width));
    }

    private bool Moves(int latent) => Any(state.Encoder, latent) || Any(state.Decoder, latent) || state.EncoderBias.Second.Floats[latent] != 0;

    private bool Any(AdamPart part, int latent) => Any(part.First, latent) || Any(part.Second, latent);

    private bool Any(TensorMemory averages, int latent) => new ReadOnlySpan<float>(averages.Floats + ((long)latent * state.Width), state.Width).ContainsAnyExcept(0f);
}

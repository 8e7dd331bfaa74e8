namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// One latent at a time: slopes, both rows' gradients, Adam and the decoder's norm, while the latent's rows are in the nearest cache. A latent without
/// active tokens has gradient zero, but Adam's averages of it decay and still move its weights, and the next step's encoder reads them: so it gets the same pass
/// with zeros, exactly as a dense step does. Only rows whose averages are zero anyway, which nothing would move, are passed by.
/// </summary>
internal sealed unsafe class LatentUpdate(SparseStepState state, SparseStepOptions options, ScreenTable? screen)
{
    /// <summary>Latents whose averages may not be zero.</summary>
    private readonly bool[] _moving = [.. Enumerable.Repeat(true, state.Latents)];

    /// <summary>Updates a latent from its list of tokens.</summary>
    /// <param name="latent">Which.</param>
    /// <param name="lists">Active entries by latent; the values of this latent's list are used up.</param>
    /// <param name="inputs">Encoder inputs <c>[n, width]</c>.</param>
    /// <param name="gradients">Gradient of the reconstruction <c>[n, width]</c>.</param>
    /// <param name="penalty">Slope of the penalty, per entry.</param>
    /// <param name="rule">The optimizer.</param>
    /// <param name="work">The thread's memory.</param>
    /// <param name="backwards">Receives what goes back through the encoder to its input, unless null.</param>
    public void Sparse(int latent, LatentLists lists, float* inputs, float* gradients, float penalty, in AdamRule rule, Workspace work, float* backwards)
    {
        var count = lists.Counts[latent];
        if (count == 0)
        {
            if (_moving[latent])
            {
                Apply(latent, null, null, 0, rule);
            }

            return;
        }

        lists.Fill(latent);
        var (from, filled, width) = (lists.Starts[latent], lists.Starts[latent + 1] - lists.Starts[latent], state.Width);
        var tokens = lists.Tokens.Pointer + from;
        var values = lists.Values.Pointer + from;
        var slopes = work.Values.Reserved(filled);
        var decoder = work.DecoderGradient.Pointer;
        var encoder = work.EncoderGradient.Pointer;
        new Span<float>(decoder, width).Clear();
        new Span<float>(encoder, width).Clear();
        RowKernels.DecoderGradient(gradients, width, tokens, values, filled, state.Decoder.Weight.Floats + ((long)latent * width), decoder, slopes);
        var bias = 0f;
        for (var i = 0; i < filled; i++)
        {
            slopes[i] = i < count ? slopes[i] + penalty : 0;
            bias += slopes[i];
        }

        RowKernels.EncoderGradient(inputs, width, tokens, slopes, filled, encoder);
        Apply(latent, encoder, decoder, bias, rule, backwards);
    }

    /// <summary>Updates a latent from gradients that are there already; a null gradient stands for zeros.</summary>
    public void Apply(int latent, float* encoder, float* decoder, float bias, in AdamRule rule, float* backwards = null)
    {
        var width = state.Width;
        var offset = (long)latent * width;
        var w = state.Encoder.Weight.Floats + offset;
        var d = state.Decoder.Weight.Floats + offset;
        if (backwards != null)
        {
            RowKernels.AddScaled(backwards, w, bias, width);
        }

        if (options.ProjectGradient && decoder != null)
        {
            RowKernels.AddScaled(decoder, d, -RowKernels.Dot(decoder, d, width), width);
        }

        rule.Apply(w, state.Encoder.First.Floats + offset, state.Encoder.Second.Floats + offset, encoder, width);
        rule.Apply(d, state.Decoder.First.Floats + offset, state.Decoder.Second.Floats + offset, decoder, width);
        rule.Apply(ref state.EncoderBias.Weight.Floats[latent], ref state.EncoderBias.First.Floats[latent], ref state.EncoderBias.Second.Floats[latent], bias);
        if (options.NormaliseDecoder)
        {
            var norm = MathF.Sqrt(RowKernels.Dot(d, d, width));
            RowKernels.Scale(d, norm > 0 ? 1 / norm : 1, width);
        }

        screen?.Refresh(latent);
        _moving[latent] = encoder != null || Moves(state.Encoder.First.Floats + offset) || Moves(state.Decoder.First.Floats + offset) || state.EncoderBias.First.Floats[latent] != 0;
    }

    /// <summary>After weights or averages were set from outside.</summary>
    public void Forget() => Array.Fill(_moving, true);

    private bool Moves(float* first) => new ReadOnlySpan<float>(first, state.Width).ContainsAnyExcept(0f);
}

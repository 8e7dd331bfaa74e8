namespace SaeFlows.Torch.SparseSteps;

internal sealed unsafe partial class SparseStep
{
    /// <summary>For some latents: slopes of their entries, <c>G_t . W_dec[j]</c> and the penalty's, and the decoder's gradient, which gathers the same rows.</summary>
    private void DecoderGradients((int From, int To) latents, float penalty)
    {
        for (var group = 0; group < Groups; group++)
        {
            var starts = _lists.Starts(group);
            var tokens = Tokens(group);
            for (var panel = 0; panel < _gradientPanels.Count; panel++)
            {
                var (column, columns) = (_gradientPanels.Column(panel), _gradientPanels.Columns(panel));
                var decoder = _decoderPanels.Panel(panel);
                var gradients = _gradientPanels.Panel(panel);
                _gradientPanels.Fetch(panel, tokens.From, tokens.To);
                for (var latent = latents.From; latent < latents.To; latent++)
                {
                    var from = starts[latent];
                    var count = starts[latent + 1] - from;
                    var slopes = _lists.Slopes.Pointer + from;
                    var sums = Sums(_decoderGradient, latent, column, columns, group == 0);
                    if (panel == 0)
                    {
                        new Span<float>(slopes, count).Fill(penalty);
                    }

                    PanelKernels.AddBoth(decoder + ((long)latent * columns), gradients, columns, _lists.Tokens.Pointer + from, _lists.Values.Pointer + from, count, slopes, sums);
                }
            }
        }
    }

    /// <summary>Some columns of the encoder's gradient, for some latents.</summary>
    private void EncoderGradients(int panel, (int From, int To) latents)
    {
        var (column, columns) = (_inputPanels.Column(panel), _inputPanels.Columns(panel));
        var inputs = _inputPanels.Panel(panel);
        for (var group = 0; group < Groups; group++)
        {
            var starts = _lists.Starts(group);
            var tokens = Tokens(group);
            _inputPanels.Fetch(panel, tokens.From, tokens.To);
            for (var latent = latents.From; latent < latents.To; latent++)
            {
                var from = starts[latent];
                var count = starts[latent + 1] - from;
                PanelKernels.AddSums(inputs, columns, _lists.Tokens.Pointer + from, _lists.Slopes.Pointer + from, count, Sums(_encoderGradient, latent, column, columns, group == 0));
            }
        }
    }

    /// <summary>Where a latent's gradient is summed.</summary>
    private float* Sums(TensorMemory gradient, int latent, int column, int columns, bool begins)
    {
        var sums = gradient.Floats + ((long)latent * State.Width) + column;
        RowKernels.Prefetch(sums + (RowKernels.Ahead * (long)State.Width), columns);
        if (begins)
        {
            new Span<float>(sums, columns).Clear();
        }

        return sums;
    }

    private void Update(LatentBlock block, in AdamRule rule)
    {
        block.Backwards.Span.Clear();
        for (var latent = block.Start; latent < block.Start + block.Count; latent++)
        {
            var offset = (long)latent * State.Width;
            var bias = 0f;
            for (var group = 0; group < Groups; group++)
            {
                var starts = _lists.Starts(group) + latent;
                for (var i = starts[0]; i < starts[1]; i++)
                {
                    bias += _lists.Slopes.Pointer[i];
                }
            }

            var active = _lists.Counts[latent] > 0;
            _update.Apply(latent, active ? _encoderGradient.Floats + offset : null, active ? _decoderGradient.Floats + offset : null, bias, rule, block.Backwards.Pointer);
        }
    }

    private void UpdateDecoderBias(in AdamRule rule)
    {
        for (var column = 0; column < State.InputSize; column++)
        {
            double gradient = 0;
            foreach (var block in _blocks)
            {
                gradient += block.GradientSum.Pointer[column];
            }

            if (_options.CentresInput)
            {
                foreach (var block in _latentBlocks)
                {
                    gradient -= block.Backwards.Pointer[column];
                }
            }

            var bias = State.DecoderBias;
            rule.Apply(ref bias.Weight.Floats[column], ref bias.First.Floats[column], ref bias.Second.Floats[column], (float)gradient);
        }
    }

    private StepOutcome Outcome(int tokens, StepRates rates, bool dense)
    {
        var (error, squares, latents, mean) = (0.0, 0.0, 0.0, 0.0);
        foreach (var block in _blocks)
        {
            error += block.SquaredError.Sum();
            squares += block.SquaredInput.Sum();
            latents += block.LatentSum;
        }

        for (var column = 0; column < State.InputSize; column++)
        {
            var sum = 0.0;
            foreach (var block in _blocks)
            {
                sum += block.InputSum.Pointer[column];
            }

            mean += sum * sum / tokens;
        }

        var loss = ((rates.Error * error) + (rates.L1 * latents)) / tokens;
        return new StepOutcome(loss, error / tokens, latents / tokens, (double)_active / tokens, error / Math.Max(double.Epsilon, squares - mean), dense);
    }
}

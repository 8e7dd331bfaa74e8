namespace SaeFlows.Torch.SparseSteps;

internal sealed unsafe partial class SparseStep
{
    /// <summary>A block of tokens: centred inputs, active latents, reconstruction, its gradient, and the block's share of the loss.</summary>
    private void Forward(TokenBlock block, float* source, StepRates rates, int tokens)
    {
        if (TooMany(tokens))
        {
            return;
        }

        var work = Rent();
        Centre(block, source);
        _encoder.Encode(block, _inputs, work);
        Interlocked.Add(ref _active, block.Active);
        if (!TooMany(tokens))
        {
            Decode(block, (float)(2 * rates.Error / tokens));
        }

        _workspaces.Add(work);
    }

    private void Centre(TokenBlock block, float* source)
    {
        var (width, size) = (State.Width, State.InputSize);
        var centre = State.DecoderBias.Weight.Floats;
        for (var row = block.Start; row < block.Start + block.Count; row++)
        {
            var x = _inputs.Floats + ((long)row * width);
            var from = source + ((long)row * size);
            new ReadOnlySpan<float>(from, size).CopyTo(new Span<float>(x, size));
            if (_options.CentresInput)
            {
                RowKernels.AddScaled(x, centre, -1, width);
            }
        }
    }

    private void Decode(TokenBlock block, float slope)
    {
        var width = State.Width;
        var sumOfGradients = block.GradientSum.Pointer;
        var sumOfInputs = block.InputSum.Pointer;
        block.GradientSum.Span.Clear();
        block.InputSum.Span.Clear();
        (block.SquaredError, block.SquaredInput, block.LatentSum) = (0, 0, 0);
        for (var row = 0; row < block.Count; row++)
        {
            var (from, count) = (block.RowStarts[row], block.RowStarts[row + 1] - block.RowStarts[row]);
            var offset = (long)(block.Start + row) * width;
            var x = _inputs.Floats + offset;
            var error = _gradients.Floats + offset;
            RowKernels.WeightedSum(State.Decoder.Weight.Floats, width, block.Indices.Pointer + from, block.Values.Pointer + from, count, error);
            RowKernels.AddScaled(error, x, -1, width);
            if (!_options.CentresInput)
            {
                RowKernels.AddScaled(error, State.DecoderBias.Weight.Floats, 1, width);
            }

            block.SquaredError += RowKernels.Dot(error, error, width);
            block.SquaredInput += RowKernels.Dot(x, x, width);
            RowKernels.Scale(error, slope, width);
            RowKernels.AddScaled(sumOfGradients, error, 1, width);
            RowKernels.AddScaled(sumOfInputs, x, 1, width);
            for (var i = from; i < from + count; i++)
            {
                block.LatentSum += block.Values.Pointer[i];
            }
        }
    }

    private void Backward(LatentBlock block, in AdamRule rule, float penalty)
    {
        var work = Rent();
        block.Backwards.Span.Clear();
        for (var latent = block.Start; latent < block.Start + block.Count; latent++)
        {
            _update.Sparse(latent, _lists, _inputs.Floats, _gradients.Floats, penalty, rule, work, block.Backwards.Pointer);
        }

        _workspaces.Add(work);
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
            error += block.SquaredError;
            squares += block.SquaredInput;
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

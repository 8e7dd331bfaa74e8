using System.Runtime.Intrinsics;

namespace SaeFlows.Torch.SparseSteps;

internal sealed unsafe partial class SparseStep
{
    /// <summary>A block of tokens: centred inputs and active latents.</summary>
    private void Forward(TokenBlock block, float* source, int tokens)
    {
        if (TooMany(tokens))
        {
            return;
        }

        var work = Rent();
        Centre(block, source);
        _encoder.Encode(block, _inputs, work);
        Interlocked.Add(ref _active, block.Active);
        block.LatentSum = 0;
        for (var i = 0; i < block.Active; i++)
        {
            block.LatentSum += block.Values.Pointer[i];
        }

        _workspaces.Add(work);
    }

    private void Centre(TokenBlock block, float* source)
    {
        var (width, size) = (State.Width, State.InputSize);
        var centre = State.DecoderBias.Weight.Floats;
        for (var row = block.Start; row < block.Start + block.Count; row++)
        {
            var x = _inputs.Row(row);
            var from = source + ((long)row * size);
            new ReadOnlySpan<float>(from, size).CopyTo(new Span<float>(x, size));
            if (_options.CentresInput)
            {
                RowKernels.AddScaled(x, centre, -1, width);
            }
        }
    }

    /// <summary>
    /// Reconstructs 16 columns of a part of the tokens, and leaves the gradient of the reconstruction by rows and by slabs. A part is many tokens, so that
    /// the slab is fetched seldom.
    /// </summary>
    private void Decode(int slab, int part, float slope)
    {
        var to = (int)((long)_blocks.Count * (part + 1) / Parts);
        for (var block = (int)((long)_blocks.Count * part / Parts); block < to; block++)
        {
            Decode(_blocks[block], slab, slope);
        }
    }

    private void Decode(TokenBlock block, int slab, float slope)
    {
        var column = slab * RowKernels.Lanes;
        var table = _decoderSlabs.Slab(slab);
        var toInputs = _inputSlabs.Slab(slab);
        var toGradients = _gradientSlabs.Slab(slab);
        var offset = _options.CentresInput ? Vector512<float>.Zero : Vector512.Load(State.DecoderBias.Weight.Floats + column);
        var (sumOfInputs, sumOfGradients, errors, inputs) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        for (var row = 0; row < block.Count; row++)
        {
            var from = block.RowStarts[row];
            var token = block.Start + row;
            var x = Vector512.Load(_inputs.Row(token) + column);
            var error = SlabKernels.Sum(table, block.Indices.Pointer + from, block.Values.Pointer + from, block.RowStarts[row + 1] - from) + offset - x;
            errors = Vector512.FusedMultiplyAdd(error, error, errors);
            inputs = Vector512.FusedMultiplyAdd(x, x, inputs);
            var gradient = error * slope;
            sumOfInputs += x;
            sumOfGradients += gradient;
            gradient.Store(_gradients.Row(token) + column);
            gradient.Store(toGradients + ((long)token * RowKernels.Lanes));
            x.Store(toInputs + ((long)token * RowKernels.Lanes));
        }

        sumOfInputs.Store(block.InputSum.Pointer + column);
        sumOfGradients.Store(block.GradientSum.Pointer + column);
        (block.SquaredError[slab], block.SquaredInput[slab]) = (Vector512.Sum(errors), Vector512.Sum(inputs));
    }

    /// <summary>Slopes of a block's entries, <c>G_t . W_dec[j]</c> and the penalty's, latent by latent.</summary>
    private void Slopes(int index, float penalty)
    {
        var width = State.Width;
        for (var column = 0; column < width; column += RowKernels.Chunk)
        {
            var columns = Math.Min(RowKernels.Chunk, width - column);
            for (var latent = 0; latent < State.Latents; latent++)
            {
                // A block's entries of a latent end where its places now point, and begin where those of the block before end.
                var from = index == 0 ? _lists.Starts[latent] : _blocks[index - 1].Places[latent];
                var count = _blocks[index].Places[latent] - from;
                if (count == 0)
                {
                    continue;
                }

                var slopes = _lists.Slopes.Pointer + from;
                if (column == 0)
                {
                    new Span<float>(slopes, count).Clear();
                }

                RowKernels.AddDots(State.Decoder.Weight.Floats + ((long)latent * width) + column, _gradients.Row(0) + column, _gradients.Stride, _lists.Tokens.Pointer + from, count, columns, slopes);
                for (var i = 0; column + columns == width && i < count; i++)
                {
                    slopes[i] += penalty;
                }
            }
        }
    }

    /// <summary>16 columns of both gradients, for a part of the latents.</summary>
    private void Gradients(int slab, int part)
    {
        var gradients = _gradientSlabs.Slab(slab);
        var inputs = _inputSlabs.Slab(slab);
        var column = slab * RowKernels.Lanes;
        var to = (int)((long)State.Latents * (part + 1) / Parts);
        for (var latent = (int)((long)State.Latents * part / Parts); latent < to; latent++)
        {
            var from = _lists.Starts[latent];
            var at = ((long)latent * State.Width) + column;
            SlabKernels.Sums(
                gradients, _lists.Values.Pointer + from, inputs, _lists.Slopes.Pointer + from, _lists.Tokens.Pointer + from, _lists.Counts[latent],
                _decoderGradient.Floats + at, _encoderGradient.Floats + at);
        }
    }

    private void Update(LatentBlock block, in AdamRule rule)
    {
        block.Backwards.Span.Clear();
        for (var latent = block.Start; latent < block.Start + block.Count; latent++)
        {
            var offset = (long)latent * State.Width;
            var bias = 0f;
            for (var i = _lists.Starts[latent]; i < _lists.Starts[latent + 1]; i++)
            {
                bias += _lists.Slopes.Pointer[i];
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

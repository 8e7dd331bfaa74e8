namespace SaeFlows.Torch.SparseSteps;

/// <summary>From a block of tokens to its active latents.</summary>
internal sealed unsafe partial class SparseEncoder : IDisposable
{
    private readonly SparseStepState _state;
    private readonly SparseStepOptions _options;
    private readonly ScreenChoice _screens;
    private readonly FloatProduct? _product;
    private readonly int _maximaVectors;

    public SparseEncoder(SparseStepState state, SparseStepOptions options)
    {
        (_state, _options) = (state, options);
        _screens = new ScreenChoice(state, options.Encode);
        _product = options.Encode == EncodePrecision.Float32 ? new FloatProduct(state) : null;

        // About four maxima for each latent that is kept make a floor that few others pass.
        _maximaVectors = Math.Max(1, state.Latents / (4 * options.K));
    }

    /// <summary>Null when not screening.</summary>
    public Screen? Screen => _screens.Current;

    /// <summary>Takes over an encoder row after it changed.</summary>
    public void Refresh(int latent)
    {
        Screen?.Refresh(latent);
        _product?.Refresh(latent);
    }

    /// <summary>After a batch, see <see cref="ScreenChoice.Reconsider"/>: true when all rows must be taken over anew.</summary>
    public bool Reconsider(long candidates, long active, int tokens) => _screens.Reconsider(candidates, active, (long)tokens * _state.Latents);

    /// <summary>Fills the block's lists from its inputs: with the active latents, or when screening with candidates.</summary>
    /// <param name="block">Which tokens.</param>
    /// <param name="inputs">Encoder inputs of the whole batch.</param>
    /// <param name="work">The thread's memory.</param>
    public void Find(TokenBlock block, TokenRows inputs, Workspace work)
    {
        if (Screen is null)
        {
            _product!.Multiply(block, inputs, work);
        }
        else
        {
            Screen.Multiply(block, inputs, work);
        }

        if (_options.Kind == SparseKind.BatchTopK && block.Floor is null)
        {
            block.Floor = BatchFloor(block, work);
        }

        Array.Clear(block.Places);
        block.Sure = 0;
        for (var row = 0; row < block.Count; row++)
        {
            var from = block.RowStarts[row];
            block.Indices.Grow(from + _state.Latents + 64L);
            block.Values.Grow(from + _state.Latents + 64L);
            var indices = block.Indices.Pointer + from;
            var floor = RowFloor(block, work, row);
            var found = Screen is null
                ? RowScan.AtLeast(Products(work, row), _state.EncoderBias.Weight.Floats, _state.Latents, floor, indices, block.Values.Pointer + from)
                : Screen.Candidates(work, row, floor, indices);
            if (_options.Kind == SparseKind.TopK && Screen is null)
            {
                found = Selection.Keep(indices, block.Values.Pointer + from, found, _options.K, work.Scratch.Pointer);
            }

            block.Sure += Sure(work, row, found);
            for (var i = 0; i < found; i++)
            {
                block.Places[indices[i]]++;
            }

            block.RowStarts[row + 1] = from + found;
        }
    }

    /// <summary>Computes the candidates of some latents in a group of tokens: latent by latent, so that the encoder's rows pass by once in order while the tokens' stay in the core's own cache.</summary>
    public void Rescore(LatentLists lists, int group, (int From, int To) tokens, (int From, int To) latents, PanelTable inputs)
    {
        var starts = lists.Starts(group);
        for (var panel = 0; panel < inputs.Count; panel++)
        {
            var (column, columns) = (inputs.Column(panel), inputs.Columns(panel));
            var values = inputs.Panel(panel);
            inputs.Fetch(panel, tokens.From, tokens.To);
            for (var latent = latents.From; latent < latents.To; latent++)
            {
                var row = _state.Encoder.Weight.Floats + ((long)latent * _state.Width) + column;
                RowKernels.Prefetch(row + (RowKernels.Ahead * (long)_state.Width), columns);
                var from = starts[latent];
                PanelKernels.AddDots(row, values, columns, lists.Tokens.Pointer + from, starts[latent + 1] - from, lists.Values.Pointer + from);
            }
        }
    }

    /// <summary>Leaves those of a block's candidates that are active, after all were computed.</summary>
    public void Choose(TokenBlock block, LatentLists lists, Workspace work)
    {
        var bias = _state.EncoderBias.Weight.Floats;
        var indices = block.Indices.Pointer;
        var positions = block.Positions.Pointer;
        var dots = lists.Values.Pointer;
        Array.Clear(block.Places);
        var (from, end) = (0, 0);
        for (var row = 0; row < block.Count; row++)
        {
            var found = end;
            for (; from < block.RowStarts[row + 1]; from++)
            {
                var value = dots[positions[from]] + bias[indices[from]];
                indices[found] = indices[from];
                block.Values.Pointer[found] = value;
                found += value > 0 ? 1 : 0;
            }

            if (_options.Kind == SparseKind.TopK)
            {
                found = end + Selection.Keep(indices + end, block.Values.Pointer + end, found - end, _options.K, work.Scratch.Pointer);
            }

            for (; end < found; end++)
            {
                block.Places[indices[end]]++;
            }

            block.RowStarts[row + 1] = end;
        }
    }

    public void Dispose()
    {
        _screens.Dispose();
        _product?.Dispose();
    }
}

using static TorchSharp.torch;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>From a block of tokens to its active latents.</summary>
internal sealed unsafe class SparseEncoder : IDisposable
{
    private readonly SparseStepState _state;
    private readonly SparseStepOptions _options;
    private readonly ScreenTable? _screen;
    private readonly int _maximaVectors;

    public SparseEncoder(SparseStepState state, SparseStepOptions options)
    {
        (_state, _options) = (state, options);
        _screen = options.Encode == EncodePrecision.BFloat16Screen ? new ScreenTable(state) : null;

        // About four maxima for each latent that is kept make a floor that few others pass.
        _maximaVectors = Math.Max(1, state.Latents / (4 * options.K));
    }

    /// <summary>The encoder in bfloat16; null when not screening. Rows must be taken over anew after they changed.</summary>
    public ScreenTable? Screen => _screen;

    /// <summary>Fills the block's lists from its inputs: with the active latents, or when screening with candidates.</summary>
    /// <param name="block">Which tokens.</param>
    /// <param name="inputs">Encoder inputs of the whole batch.</param>
    /// <param name="work">The thread's memory.</param>
    public void Find(TokenBlock block, TokenRows inputs, Workspace work)
    {
        if (_screen is null)
        {
            using var some = inputs.Tensor.narrow(0, block.Start, block.Count);
            Multiply(block, some, _state.Encoder.Weight.Tensor, work);
        }
        else
        {
            using var some = Round(block, inputs, work);
            Multiply(block, some, _screen.Rounded.Tensor, work);
        }

        Array.Clear(block.Places);
        for (var row = 0; row < block.Count; row++)
        {
            var from = block.RowStarts[row];
            block.Indices.Grow(from + _state.Latents + 64L);
            block.Values.Grow(from + _state.Latents + 64L);
            var indices = block.Indices.Pointer + from;
            var found = _screen is null ? Scan(work, row, indices, block.Values.Pointer + from) : Sift(work, row, indices);
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

    public void Dispose() => _screen?.Dispose();

    private Tensor Round(TokenBlock block, TokenRows inputs, Workspace work)
    {
        for (var row = 0; row < block.Count; row++)
        {
            var (norm, rest) = SparseSteps.Screen.Round(inputs.Row(block.Start + row), _state.Width, work.Rounded!.Halves + ((long)row * _state.Width));
            work.Margins[row] = SparseSteps.Screen.Factors(norm, rest, _state.Width);
        }

        return work.Rounded!.Tensor.narrow(0, 0, block.Count);
    }

    private static void Multiply(TokenBlock block, Tensor some, Tensor weights, Workspace work)
    {
        using var turned = weights.t();
        using var products = work.Products.Tensor.narrow(0, 0, block.Count);
        products.addmm_(some, turned, 0, 1);
    }

    private int Scan(Workspace work, int row, int* indices, float* values)
    {
        var products = work.Products.Floats + ((long)row * _state.Latents);
        var bias = _state.EncoderBias.Weight.Floats;
        if (_options.Kind == SparseKind.Relu)
        {
            return RowScan.Positives(products, bias, _state.Latents, indices, values);
        }

        var maxima = RowScan.Maxima(products, bias, _state.Latents, _maximaVectors, work.Scratch.Pointer);
        var found = RowScan.AtLeast(products, bias, _state.Latents, Floor(work, maxima), indices, values);
        return Selection.Keep(indices, values, found, _options.K, work.Scratch.Pointer);
    }

    /// <summary>The candidates of a token.</summary>
    private int Sift(Workspace work, int row, int* indices)
    {
        var bias = _state.EncoderBias.Weight.Floats;
        var norms = _screen!.Norms.Pointer;
        var rests = _screen.Rests.Pointer;
        var products = work.Products.Halves + ((long)row * _state.Latents);
        var factors = work.Margins[row];
        var floor = _options.Kind == SparseKind.TopK
            ? Floor(work, SparseSteps.Screen.Maxima(products, bias, norms, rests, factors, _state.Latents, _maximaVectors, work.Scratch.Pointer))
            : 0;
        return SparseSteps.Screen.Candidates(products, bias, norms, rests, factors, _state.Latents, floor, indices);
    }

    /// <summary>No more than the k-th largest: k groups reach it. Not below what counts as active.</summary>
    private float Floor(Workspace work, int maxima) =>
        maxima < _options.K ? float.Epsilon : Math.Max(float.Epsilon, Selection.Kth(work.Scratch.Pointer, maxima, _options.K));
}

namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// Entries of a block of tokens to be computed in float32. They are found token by token but computed latent by latent: then the encoder's rows pass
/// by once in order, and the tokens' rows stay in the core's own cache.
/// </summary>
internal sealed unsafe class Candidates(int tokens, int latents) : IDisposable
{
    private readonly int[] _places = new int[latents + 1];
    private readonly NativeBuffer<int> _tokens = new(4096);
    private readonly NativeBuffer<int> _slots = new(4096);
    private readonly NativeBuffer<float> _dots = new(4096);

    /// <summary>Where each token's entries begin; one more than there are tokens.</summary>
    public int[] RowStarts { get; } = new int[tokens + 1];

    public NativeBuffer<int> Indices { get; } = new(4096);

    /// <summary>Products of the entries, by token as the indices.</summary>
    public NativeBuffer<float> Values { get; } = new(4096);

    /// <summary>Computes all entries' products of input and encoder rows.</summary>
    public void Compute(int count, float* inputs, int stride, float* encoder, int width)
    {
        var entries = RowStarts[count];
        var room = entries + (entries / 4) + 1;
        _tokens.Reserve(room);
        _slots.Reserve(room);
        _dots.Reserve(room);
        Values.Reserve(room);
        Sort(count, entries);
        new Span<float>(_dots.Pointer, entries).Clear();
        for (var column = 0; column < width; column += RowKernels.Chunk)
        {
            var columns = Math.Min(RowKernels.Chunk, width - column);
            var from = 0;
            for (var latent = 0; latent < latents; latent++)
            {
                var to = _places[latent];
                if (to > from)
                {
                    RowKernels.AddDots(encoder + ((long)latent * width) + column, inputs + column, stride, _tokens.Pointer + from, to - from, columns, _dots.Pointer + from);
                }

                from = to;
            }
        }

        for (var i = 0; i < entries; i++)
        {
            Values.Pointer[_slots.Pointer[i]] = _dots.Pointer[i];
        }
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _slots.Dispose();
        _dots.Dispose();
        Indices.Dispose();
        Values.Dispose();
    }

    /// <summary>Orders by latent; afterwards each place is the end of its latent's entries.</summary>
    private void Sort(int count, int entries)
    {
        Array.Clear(_places);
        var indices = Indices.Pointer;
        for (var i = 0; i < entries; i++)
        {
            _places[indices[i] + 1]++;
        }

        for (var latent = 0; latent < latents; latent++)
        {
            _places[latent + 1] += _places[latent];
        }

        for (var row = 0; row < count; row++)
        {
            for (var i = RowStarts[row]; i < RowStarts[row + 1]; i++)
            {
                var place = _places[indices[i]]++;
                _tokens.Pointer[place] = row;
                _slots.Pointer[place] = i;
            }
        }
    }
}

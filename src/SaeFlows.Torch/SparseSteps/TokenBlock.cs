namespace SaeFlows.Torch.SparseSteps;

/// <summary>Consecutive tokens of a batch: their active latents by token (CSR), and what they add to the batch's sums.</summary>
internal sealed unsafe class TokenBlock(int tokens, int latents, int width) : IDisposable
{
    /// <summary>First token and number of tokens in the present batch.</summary>
    public int Start { get; set; }

    public int Count { get; set; }

    /// <summary>Where each token's entries begin; one more than there are tokens.</summary>
    public int[] RowStarts { get; } = new int[tokens + 1];

    public NativeBuffer<int> Indices { get; } = new(4096);

    public NativeBuffer<float> Values { get; } = new(4096);

    /// <summary>Entries of each latent; then, where this block's entries of the latent go in the batch's lists.</summary>
    public int[] Places { get; } = new int[latents];

    /// <summary>While the entries are candidates: where in the batch's lists each is.</summary>
    public NativeBuffer<int> Positions { get; } = new();

    /// <summary>Where each token's entries in each stretch of <see cref="PanelTable.RowsAtOnce"/> latents begin; the next token's first is where its last ends.</summary>
    public NativeBuffer<int> Parts { get; } = new();

    /// <summary>Sum over tokens of the gradient of the reconstruction.</summary>
    public NativeBuffer<float> GradientSum { get; } = new(width);

    /// <summary>Sum over tokens of the encoder's input, for the variance.</summary>
    public NativeBuffer<float> InputSum { get; } = new(width);

    /// <summary>Squared input and squared error, by panel of columns.</summary>
    public double[] SquaredInput { get; } = new double[PanelTable.Panels(width)];

    public double[] SquaredError { get; } = new double[PanelTable.Panels(width)];

    public double LatentSum { get; set; }

    public int Entries => RowStarts[Count];

    /// <summary>How many entries are known to be active before their values are.</summary>
    public int Sure { get; set; }

    /// <summary>Where a whole batch's largest are looked for: what this block's entries reach; null when not yet known.</summary>
    public float? Floor { get; set; }

    /// <summary>Leaves entries above a threshold, and of those that equal it so many as are still allowed.</summary>
    public void Keep(float threshold, ref long equal)
    {
        var indices = Indices.Pointer;
        var values = Values.Pointer;
        Array.Clear(Places);
        var (from, kept) = (0, 0);
        for (var row = 0; row < Count; row++)
        {
            for (; from < RowStarts[row + 1]; from++)
            {
                if (values[from] > threshold || (values[from] == threshold && equal-- > 0))
                {
                    (indices[kept], values[kept]) = (indices[from], values[from]);
                    Places[indices[kept++]]++;
                }
            }

            RowStarts[row + 1] = kept;
        }
    }

    /// <summary>Finds the <see cref="Parts"/>.</summary>
    public void Divide()
    {
        var stretches = (latents + PanelTable.RowsAtOnce - 1) / PanelTable.RowsAtOnce;
        Parts.Reserve(((long)tokens * stretches) + 1);
        var parts = Parts.Pointer;
        var indices = Indices.Pointer;
        for (var row = 0; row < Count; row++)
        {
            var i = RowStarts[row];
            for (var stretch = 0; stretch < stretches; stretch++)
            {
                *parts++ = i;
                for (var end = (stretch + 1) * PanelTable.RowsAtOnce; i < RowStarts[row + 1] && indices[i] < end; i++)
                {
                }
            }
        }

        *parts = Entries;
    }

    public void Dispose()
    {
        Indices.Dispose();
        Values.Dispose();
        Positions.Dispose();
        Parts.Dispose();
        GradientSum.Dispose();
        InputSum.Dispose();
    }
}

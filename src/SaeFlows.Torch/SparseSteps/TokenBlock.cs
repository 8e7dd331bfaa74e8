namespace SaeFlows.Torch.SparseSteps;

/// <summary>Consecutive tokens of a batch: their active latents by token (CSR), and what they add to the batch's sums.</summary>
internal sealed class TokenBlock(int tokens, int latents, int width) : IDisposable
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

    /// <summary>Sum over tokens of the gradient of the reconstruction.</summary>
    public NativeBuffer<float> GradientSum { get; } = new(width);

    /// <summary>Sum over tokens of the encoder's input, for the variance.</summary>
    public NativeBuffer<float> InputSum { get; } = new(width);

    /// <summary>Squared input and squared error, by slab of 16 columns.</summary>
    public double[] SquaredInput { get; } = new double[width / RowKernels.Lanes];

    public double[] SquaredError { get; } = new double[width / RowKernels.Lanes];

    public double LatentSum { get; set; }

    public int Active => RowStarts[Count];

    public void Dispose()
    {
        Indices.Dispose();
        Values.Dispose();
        GradientSum.Dispose();
        InputSum.Dispose();
    }
}

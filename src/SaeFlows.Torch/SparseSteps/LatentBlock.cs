namespace SaeFlows.Torch.SparseSteps;

/// <summary>Consecutive latents, and what they send back to the decoder's bias through the encoder: <c>sum_j db_j W_enc[j]</c>.</summary>
internal sealed class LatentBlock(int start, int count, int width) : IDisposable
{
    public int Start => start;

    public int Count => count;

    public NativeBuffer<float> Backwards { get; } = new(width);

    public void Dispose() => Backwards.Dispose();
}

namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// A rough and fast product that names all latents of a token that may be active; they are then computed in float32. It says for each product how far from the
/// float32 one it can be, from what rounding took away from the data at hand.
/// </summary>
internal abstract unsafe class Screen : IDisposable
{
    /// <summary>Takes over an encoder row as it is now.</summary>
    public abstract void Refresh(int latent);

    /// <summary>The products of a block, into the thread's memory.</summary>
    public abstract void Multiply(TokenBlock block, TokenRows inputs, Workspace work);

    /// <summary>Indices of all latents whose pre-activation may be <paramref name="floor"/> or more, in order.</summary>
    public abstract int Candidates(Workspace work, int row, float floor, int* latents);

    /// <summary>As <see cref="RowScan.Maxima"/>, of what the pre-activations are at the least.</summary>
    public abstract int Maxima(Workspace work, int row, int vectors, float* maxima);

    /// <summary>How many of a token's latents are active wherever within the margin they lie.</summary>
    public abstract int Sure(Workspace work, int row);

    public abstract void Dispose();
}

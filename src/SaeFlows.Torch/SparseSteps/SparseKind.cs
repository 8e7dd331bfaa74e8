namespace SaeFlows.Torch.SparseSteps;

/// <summary>How a sparse step chooses the active latents of a token, out of <c>a = (x - b_dec) W_enc + b_enc</c>.</summary>
internal enum SparseKind
{
    /// <summary>All with a &gt; 0; loss with an L1 penalty (arXiv 2309.08600).</summary>
    Relu,

    /// <summary>The k largest with a &gt; 0; of equal ones, those of lower index (arXiv 2406.04093).</summary>
    TopK,

    /// <summary>Of a batch of n tokens the n k largest with a &gt; 0; of equal ones the earlier (arXiv 2412.06410).</summary>
    BatchTopK,
}

namespace SaeFlows.Core.Training;

/// <summary>Names of the kinds of sparse autoencoder that can be trained.</summary>
public static class SaeKinds
{
    /// <summary>ReLU with an L1 penalty (arXiv 2309.08600).</summary>
    public const string ReluL1 = "relu-l1";

    /// <summary>The k largest latents of each token (arXiv 2406.04093).</summary>
    public const string TopK = "topk";

    /// <summary>The largest latents of a batch, k a token on average; one threshold afterwards (arXiv 2412.06410).</summary>
    public const string BatchTopK = "batchtopk";

    /// <summary>A learned threshold per latent, L0 penalty by straight-through estimates (arXiv 2407.14435).</summary>
    public const string JumpRelu = "jumprelu";

    /// <summary>Which latents fire and how strongly, decided apart with shared weights (arXiv 2404.16014).</summary>
    public const string Gated = "gated";

    public static IReadOnlyList<string> All { get; } = [ReluL1, TopK, BatchTopK, JumpRelu, Gated];
}

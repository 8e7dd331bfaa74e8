namespace SaeFlows.Core.Training;

/// <summary>
/// What an autoencoder does on tokens it was not trained on. Begin-of-text positions are neither read nor replaced. Definitions follow
/// SAEBench (arXiv 2503.09532) and Gao et al. (arXiv 2406.04093) where those say the same.
/// </summary>
public sealed record SaeEvaluation
{
    /// <summary>The kind it was trained as; where the file does not say, what its architecture stands for.</summary>
    public required string Kind { get; init; }

    public required int DIn { get; init; }

    public required int Latents { get; init; }

    /// <summary>Layer, from 0.</summary>
    public required int Layer { get; init; }

    /// <summary>Fraction of variance unexplained: sum of |x - x'|^2 over sum of |x - mean|^2, both over all tokens. 1 less explained variance.</summary>
    public required double Fvu { get; init; }

    /// <summary>Mean number of latents that fire on a token.</summary>
    public required double L0 { get; init; }

    /// <summary><see cref="L0"/> over the number of latents.</summary>
    public required double L0Share { get; init; }

    /// <summary>Mean over tokens of the sum of activations.</summary>
    public required double L1 { get; init; }

    /// <summary>Mean over tokens of the cosine between input and reconstruction.</summary>
    public required double Cosine { get; init; }

    /// <summary>Share of latents that fire on none of these tokens.</summary>
    public required double DeadShare { get; init; }

    /// <summary>Share of latents that fire on more than a tenth of these tokens.</summary>
    public required double DenseShare { get; init; }

    /// <summary>Latents by the share of tokens on which they fire: never, under 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, and above.</summary>
    public required IReadOnlyList<long> DensityHistogram { get; init; }

    /// <summary>Mean cross-entropy of the next token, in nats, of the model as it is.</summary>
    public required double CeClean { get; init; }

    /// <summary>The same with the reconstruction put in the place of the activations.</summary>
    public required double CeSpliced { get; init; }

    /// <summary>The same with zeros in their place.</summary>
    public required double CeAblated { get; init; }

    /// <summary>Share of the loss that the activations are worth which the reconstruction keeps: (ablated - spliced) / (ablated - clean).</summary>
    public required double CeRecovered { get; init; }

    /// <summary>Tokens whose activations were measured.</summary>
    public required long Tokens { get; init; }
}

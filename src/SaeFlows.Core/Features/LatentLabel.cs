namespace SaeFlows.Core.Features;

/// <summary>What one latent stands for.</summary>
/// <param name="Latent">Index in the SAE.</param>
/// <param name="Label">Its label, such as <c>code: ^ %</c>.</param>
/// <param name="Domain">The domain with the most activation mass, each domain's mass divided by its share of tokens.</param>
/// <param name="Quality">How far the label can be trusted, 0 to 1: 0 where held-out activation is spread as tokens are, 1 where all of it falls into the domain.</param>
/// <param name="Density">Share of tokens on which the latent fires.</param>
/// <param name="Mass">Per domain: activation mass on labelling text divided by the domain's share of tokens, scaled to sum 1.</param>
public sealed record LatentLabel(int Latent, string Label, string Domain, double Quality, double Density, IReadOnlyDictionary<string, double> Mass);

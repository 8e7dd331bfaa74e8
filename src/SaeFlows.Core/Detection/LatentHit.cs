namespace SaeFlows.Core.Detection;

/// <summary>One active SAE latent at a token.</summary>
/// <param name="Latent">Index in the SAE.</param>
/// <param name="Activation">Its activation, in units of the SAE's input.</param>
/// <param name="Label">Its label.</param>
/// <param name="Domain">The domain that the label names.</param>
/// <param name="Quality">How far the label can be trusted, 0 to 1.</param>
public sealed record LatentHit(int Latent, double Activation, string Label, string Domain, double Quality);

namespace SaeFlows.Torch.Sae;

/// <summary>How a training step went.</summary>
/// <param name="Fvu">Unexplained variance of the batch.</param>
/// <param name="L0">Active latents per token.</param>
/// <param name="Silent">Latents that have been silent lately.</param>
internal sealed record SaeStep(double Fvu, double L0, double Silent);

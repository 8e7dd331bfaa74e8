namespace SaeFlows.Torch.Sae.Trainers;

/// <summary>How a training step went.</summary>
/// <param name="Loss">The kind's loss, on scaled inputs.</param>
/// <param name="Fvu">Unexplained share of the batch's variance.</param>
/// <param name="L0">Active latents a token.</param>
/// <param name="Dead">Latents that have not fired for long.</param>
internal sealed record SaeStepReport(double Loss, double Fvu, double L0, long Dead);

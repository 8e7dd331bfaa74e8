namespace SaeFlows.Core.Training;

/// <summary>How the last step of one layer's training went.</summary>
/// <param name="Layer">Layer, from 0.</param>
/// <param name="Loss">The kind's loss on scaled inputs.</param>
/// <param name="Fvu">Unexplained share of the batch's variance.</param>
/// <param name="L0">Active latents a token.</param>
/// <param name="Dead">Latents that have not fired for long.</param>
public sealed record LayerProgress(int Layer, double Loss, double Fvu, double L0, long Dead);

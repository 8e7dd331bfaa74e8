using SaeFlows.Core.Detection;

namespace SaeFlows.Core.Reports;

/// <summary>A token that an arm had rewritten.</summary>
/// <param name="Text">The token.</param>
/// <param name="Score">The detector's score.</param>
/// <param name="ReadAs">The domain that the model seems to read it in; empty where the detector cannot say.</param>
/// <param name="Latents">The SAE's strongest latents there, whichever detector flagged it.</param>
public sealed record SuspectToken(string Text, double Score, string ReadAs, IReadOnlyList<LatentHit> Latents);

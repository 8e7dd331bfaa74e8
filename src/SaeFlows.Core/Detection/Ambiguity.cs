namespace SaeFlows.Core.Detection;

/// <summary>A span of the question that the model seems to read in another sense than the domain's.</summary>
/// <param name="Span">Where in the question's text.</param>
/// <param name="Text">The span's text.</param>
/// <param name="Score">The detector's score, in its own unit; higher is more suspect.</param>
/// <param name="ReadAs">The domain that the model seems to read it in, or empty where the detector cannot say.</param>
/// <param name="Evidence">The latents behind it; empty for detectors without an SAE.</param>
public sealed record Ambiguity(TextSpan Span, string Text, double Score, string ReadAs, IReadOnlyList<LatentHit> Evidence);

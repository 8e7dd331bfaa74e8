namespace SaeFlows.Core.Detection;

/// <summary>A detector's view of one token of the question.</summary>
/// <param name="Text">The token's text.</param>
/// <param name="Span">Where in the question.</param>
/// <param name="Score">How suspect it is, in the detector's own unit.</param>
/// <param name="ReadAs">The domain it seems to be read in; empty where the detector cannot say.</param>
/// <param name="Evidence">Latents behind it.</param>
public sealed record TokenScore(string Text, TextSpan Span, double Score, string ReadAs, IReadOnlyList<LatentHit> Evidence);

namespace SaeFlows.Core.Detection;

/// <summary>The SAE's view of one token.</summary>
/// <param name="Text">The token's text.</param>
/// <param name="Span">Where in the question.</param>
/// <param name="Mismatch">Share of label-weighted activation that speaks for another domain than the expected one, 0 to 1.</param>
/// <param name="Latents">Top latents, strongest first.</param>
public sealed record TokenEvidence(string Text, TextSpan Span, double Mismatch, IReadOnlyList<LatentHit> Latents);

namespace SaeFlows.Core.Detection;

/// <summary>What all requested detectors found in one question, and the SAE's evidence by token.</summary>
/// <param name="Detectors">One result a detector, in the order of the request.</param>
/// <param name="Tokens">Per token of the question: text, span and top latents.</param>
public sealed record DetectionResult(IReadOnlyList<DetectorResult> Detectors, IReadOnlyList<TokenEvidence> Tokens);

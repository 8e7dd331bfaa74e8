namespace SaeFlows.Core.Detection;

/// <summary>What all requested detectors found in one question, and the SAE's evidence by token.</summary>
/// <param name="Detectors">One result a detector, in the order of the request.</param>
/// <param name="Tokens">Per token of the question: text, span and top latents.</param>
public sealed record DetectionResult(IReadOnlyList<DetectorResult> Detectors, IReadOnlyList<TokenEvidence> Tokens)
{
    /// <summary>
    /// Name, in the artifact store, of the tokens with all their latents, where those were too large for a message; then
    /// <see cref="Tokens"/> carries no latents. Null where everything is here.
    /// </summary>
    public string? EvidenceArtifact { get; init; }
}

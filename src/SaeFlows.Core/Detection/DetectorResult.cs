namespace SaeFlows.Core.Detection;

/// <summary>What one detector found in one question.</summary>
/// <param name="Detector">Its name.</param>
/// <param name="Score">The question's score: the highest of its tokens.</param>
/// <param name="Threshold">Above this, a token is an ambiguity.</param>
/// <param name="Ambiguities">The tokens above the threshold, in order of the text.</param>
public sealed record DetectorResult(string Detector, double Score, double Threshold, IReadOnlyList<Ambiguity> Ambiguities)
{
    public bool Flagged => Ambiguities.Count > 0;
}

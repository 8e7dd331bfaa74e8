namespace SaeFlows.Core.Runs;

/// <summary>What one detector said about one question.</summary>
/// <param name="Detector">Its name.</param>
/// <param name="Score">The question's score.</param>
/// <param name="Flagged">Whether any token passed its threshold.</param>
/// <param name="HitsTruth">Whether a flagged span overlaps a truly ambiguous one; false where the truth is not known.</param>
public sealed record DetectorOutcome(string Detector, double Score, bool Flagged, bool HitsTruth);

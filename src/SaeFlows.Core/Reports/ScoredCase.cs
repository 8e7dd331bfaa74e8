namespace SaeFlows.Core.Reports;

/// <summary>One question as one detector sees it.</summary>
/// <param name="Score">The detector's score.</param>
/// <param name="Kind">Kind of question; null where the truth is not known.</param>
/// <param name="IsAmbiguous">The truth; null where it is not known.</param>
/// <param name="Before">Whether the original answer is right; null unless scored.</param>
/// <param name="After">Whether the answer of the detector's arm is right; null unless scored, or without such an arm.</param>
internal sealed record ScoredCase(double Score, string? Kind, bool? IsAmbiguous, bool? Before, bool? After);

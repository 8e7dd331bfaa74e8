namespace SaeFlows.Core.Reports;

/// <summary>What a threshold would give. Shares are 0 to 1, and null where there is nothing to take a share of.</summary>
/// <param name="Threshold">Questions with a score above it count as flagged.</param>
/// <param name="FlaggedShare">Of all questions.</param>
/// <param name="Precision">Of the flagged, the truly ambiguous; null where the truth is not known.</param>
/// <param name="Recall">Of the truly ambiguous, the flagged.</param>
/// <param name="FalsePositiveRate">Of the harmless, the flagged.</param>
/// <param name="Accuracy">
/// Of the scored questions, if only flagged ones kept their rewrite and the others their first answer; null below the threshold that
/// the run used, where rewrites were never asked for, and for a detector without an arm.
/// </param>
public sealed record SweepPoint(double Threshold, double FlaggedShare, double? Precision, double? Recall, double? FalsePositiveRate, double? Accuracy);

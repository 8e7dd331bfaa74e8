namespace SaeFlows.Core.Runs;

/// <summary>One detector's figures; as in <see cref="DetectionSummary"/>.</summary>
public sealed record DetectorSummary(
    string Name, double? Precision, double? Recall, double? SpanHitShare, double? Auc, double? AucDecoys, double? AucUnseen, double? FlaggedUnambiguous);

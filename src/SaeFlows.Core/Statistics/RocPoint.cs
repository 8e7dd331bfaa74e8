namespace SaeFlows.Core.Statistics;

/// <summary>One point of an ROC curve: what flagging every score of at least <paramref name="Threshold"/> gives.</summary>
public readonly record struct RocPoint(double Threshold, double FalsePositiveRate, double TruePositiveRate);

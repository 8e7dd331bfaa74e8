namespace SaeFlows.Core.Runs;

/// <summary>One arm of two runs.</summary>
public sealed record ArmComparison(string Arm, PairedComparison Comparison);

namespace SaeFlows.Core.Reports;

/// <summary>One broken answer, told in full.</summary>
public sealed record ReportCaseBlock(BrokenAnswer Broken) : ReportBlock;

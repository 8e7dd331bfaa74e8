namespace SaeFlows.Core.Reports;

/// <summary>Sentences that belong together, as plain text.</summary>
public sealed record ReportList(IReadOnlyList<string> Items) : ReportBlock;

namespace SaeFlows.Core.Reports;

/// <summary>A paragraph of plain text.</summary>
public sealed record ReportText(string Text) : ReportBlock;

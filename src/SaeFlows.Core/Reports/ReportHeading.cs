namespace SaeFlows.Core.Reports;

/// <summary>A heading inside a section.</summary>
public sealed record ReportHeading(string Text) : ReportBlock;

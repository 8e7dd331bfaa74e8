namespace SaeFlows.Core.Reports;

/// <summary>A table of plain text; the first column names the row.</summary>
public sealed record ReportTable(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : ReportBlock;

namespace SaeFlows.Core.Reports;

/// <summary>A report before it is HTML or Markdown.</summary>
public sealed record ReportDocument(string Title, string Subtitle, IReadOnlyList<ReportSection> Sections);

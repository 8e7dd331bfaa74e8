namespace SaeFlows.Core.Reports;

/// <summary>A section of a report.</summary>
/// <param name="Id">For links; letters and hyphens.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Blocks">What it holds, in order.</param>
public sealed record ReportSection(string Id, string Title, IReadOnlyList<ReportBlock> Blocks);

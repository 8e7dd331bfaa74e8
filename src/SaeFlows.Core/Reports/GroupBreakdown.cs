namespace SaeFlows.Core.Reports;

/// <summary>The questions by one property: the kind of ambiguity, the domain they were read in, or a column of the dataset.</summary>
public sealed record GroupBreakdown(string Property, IReadOnlyList<GroupRow> Rows);

namespace SaeFlows.Core.Datasets;

/// <summary>A row that is no question, with the reason and the fix in one line.</summary>
public sealed record RejectedRow(long Row, string Reason);

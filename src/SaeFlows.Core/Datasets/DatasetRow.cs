namespace SaeFlows.Core.Datasets;

/// <summary>One row as read: a question, or the reason why it is none.</summary>
/// <param name="Row">1-based row number (line number for line-based formats, element number for JSON arrays, data row for tables).</param>
/// <param name="Question">The question, or null.</param>
/// <param name="RejectedBecause">One clear line, or null.</param>
public sealed record DatasetRow(long Row, Question? Question, string? RejectedBecause);

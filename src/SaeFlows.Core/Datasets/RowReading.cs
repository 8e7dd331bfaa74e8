namespace SaeFlows.Core.Datasets;

/// <summary>What a format makes of (a part of) a record: a question, or the reason why it is none.</summary>
/// <param name="Question">The question; an empty <see cref="Question.Id"/> asks for a derived one.</param>
/// <param name="Rejected">One clear line with the fix, or null.</param>
public readonly record struct RowReading(Question? Question, string? Rejected)
{
    public static RowReading Of(Question question) => new(question, null);

    public static RowReading Reject(string reason) => new(null, reason);
}

namespace SaeFlows.Core.Scoring;

/// <summary>One output against its reference.</summary>
/// <param name="Status">Correct, wrong, or no answer found.</param>
/// <param name="Extracted">What was read from the output, as written there or as the letter or label it names; null when nothing was.</param>
/// <param name="Reference">The reference that it was compared with.</param>
public sealed record AnswerScore(AnswerStatus Status, string? Extracted, string Reference)
{
    public bool IsCorrect => Status == AnswerStatus.Correct;
}

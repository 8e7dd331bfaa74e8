using SaeFlows.Core.Datasets;

namespace SaeFlows.Core.Scoring;

/// <summary>Reads an answer from a model's output and compares it with the reference. Pure and thread-safe.</summary>
public static class AnswerScorer
{
    public static AnswerScore Score(Question question, string? modelOutput)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.Kind switch
        {
            AnswerKind.Number => NumberScorer.Score(question, modelOutput),
            _ => throw new ArgumentOutOfRangeException(nameof(question), question.Kind, "No scorer for this kind of answer."),
        };
    }
}

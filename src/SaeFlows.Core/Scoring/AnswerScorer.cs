using SaeFlows.Core.Datasets;

namespace SaeFlows.Core.Scoring;

/// <summary>Reads an answer from a model's output and compares it with the reference. Pure and thread-safe.</summary>
public static class AnswerScorer
{
    /// <summary>
    /// Numbers by exact value (<see cref="NumberComparison"/>), choices by letter or text, labels by word, text by exact, normalised or
    /// mathematical match. An output in which no answer is found is <see cref="AnswerStatus.NotExtracted"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The question's own reference answer is not of its kind.</exception>
    public static AnswerScore Score(Question question, string? modelOutput)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.Kind switch
        {
            AnswerKind.Number => NumberScorer.Score(question, modelOutput),
            AnswerKind.Choice => ChoiceScorer.Score(question, modelOutput),
            AnswerKind.Label => LabelScorer.Score(question, modelOutput),
            AnswerKind.Text => TextScorer.Score(question, modelOutput),
            _ => throw new ArgumentOutOfRangeException(nameof(question), question.Kind, "No scorer for this kind of answer."),
        };
    }
}

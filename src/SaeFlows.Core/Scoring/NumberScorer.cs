using SaeFlows.Core.Datasets;

namespace SaeFlows.Core.Scoring;

/// <summary>Numbers, compared as <see cref="NumberComparison"/> says.</summary>
internal static class NumberScorer
{
    public static AnswerScore Score(Question question, string? output)
    {
        if (NumberReader.Final(output) is not { } answer)
        {
            return new AnswerScore(AnswerStatus.NotExtracted, null, question.Answer);
        }

        var reference = NumberReader.Whole(question.Answer) ?? NumberReader.Final(question.Answer)
            ?? throw new ArgumentException($"Question {question.Id}: the reference '{question.Answer}' is no number.", nameof(question));
        var status = NumberComparison.Same(answer, reference) ? AnswerStatus.Correct : AnswerStatus.Wrong;
        return new AnswerScore(status, answer.Written, question.Answer);
    }
}

using SaeFlows.Core.Datasets;
using SaeFlows.Core.Scoring;

namespace SaeFlows.Orchestrations.Questions;

/// <summary>Scores an answer in the three values that outcomes know.</summary>
internal static class AnswerJudge
{
    /// <summary>Right, wrong, or null where no answer could be extracted.</summary>
    public static bool? IsCorrect(Question question, string? answer)
    {
        var score = AnswerScorer.Score(question, answer);
        return score.Status == AnswerStatus.NotExtracted ? null : score.IsCorrect;
    }
}

using SaeFlows.Core.Datasets;

namespace SaeFlows.Core.Scoring;

/// <summary>
/// Labels by word. The first label in the stated answer (<see cref="FinalAnswer"/>); else the one that the output begins with; else the only one
/// that it mentions; else the last one. A negated label ("not literal") is no mention.
/// </summary>
internal static class LabelScorer
{
    public static AnswerScore Score(Question question, string? output)
    {
        var labels = question.Choices.Count > 0 ? question.Choices : [question.Answer];
        if (string.IsNullOrWhiteSpace(output) || Read(output, labels) is not { } label)
        {
            return Unlabelled(question, output);
        }

        var right = LabelWords.Key(label) == LabelWords.Key(question.Answer);
        return new AnswerScore(right ? AnswerStatus.Correct : AnswerStatus.Wrong, label, question.Answer);
    }

    private static string? Read(string output, IReadOnlyList<string> labels)
    {
        if (FinalAnswer.Stated(output) is { } stated && LabelWords.Mentions(stated, labels).FirstOrDefault() is { } first)
        {
            return first;
        }

        var mentions = LabelWords.Mentions(output, labels);
        return LabelWords.Begins(output, labels) ?? mentions.LastOrDefault();
    }

    // Without a list of labels another answer cannot be told from prose, except where it was stated or stands alone.
    private static AnswerScore Unlabelled(Question question, string? output)
    {
        var stated = question.Choices.Count > 0 || string.IsNullOrWhiteSpace(output) ? null
            : FinalAnswer.Stated(output) ?? (output.Trim().Split(' ').Length <= 3 ? output.Trim() : null);
        return new AnswerScore(stated is null ? AnswerStatus.NotExtracted : AnswerStatus.Wrong, stated, question.Answer);
    }
}

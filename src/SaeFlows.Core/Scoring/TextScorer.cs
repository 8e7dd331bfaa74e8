using SaeFlows.Core.Datasets;

namespace SaeFlows.Core.Scoring;

/// <summary>
/// Free text. The answer is the stated one (<see cref="FinalAnswer"/>); without a statement an output of one line, or a last line of at most 80
/// characters. It is right if it equals the reference exactly, as normalised text, or as mathematics (<see cref="LatexMatch"/>).
/// </summary>
internal static class TextScorer
{
    private const int LongestLastLine = 80;

    public static AnswerScore Score(Question question, string? output)
    {
        if (string.IsNullOrWhiteSpace(output) || Candidate(output.Trim()) is not { Length: > 0 } answer)
        {
            return new AnswerScore(AnswerStatus.NotExtracted, null, question.Answer);
        }

        var right = TextMatch.Same(answer, question.Answer) || LatexMatch.Same(answer, question.Answer);
        return new AnswerScore(right ? AnswerStatus.Correct : AnswerStatus.Wrong, answer, question.Answer);
    }

    private static string? Candidate(string output)
    {
        if (FinalAnswer.Stated(output) is { } stated)
        {
            return stated;
        }

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 1 || lines[^1].Length <= LongestLastLine ? lines[^1] : null;
    }
}

using System.Text.RegularExpressions;
using SaeFlows.Core.Datasets;

namespace SaeFlows.Core.Scoring;

/// <summary>Numbers, compared as <see cref="NumberComparison"/> says. A boxed expression that is no number (<c>12\pi</c>, <c>2x</c>) is a wrong answer.</summary>
internal static partial class NumberScorer
{
    public static AnswerScore Score(Question question, string? output)
    {
        if (output is not null && Boxed.Last(output) is { Length: > 0 } boxed && IsExpression(boxed))
        {
            return new AnswerScore(AnswerStatus.Wrong, boxed, question.Answer);
        }

        if (NumberReader.Final(output) is not { } answer)
        {
            return new AnswerScore(AnswerStatus.NotExtracted, null, question.Answer);
        }

        var reference = NumberReader.Whole(question.Answer) ?? NumberReader.Final(question.Answer)
            ?? throw new ArgumentException($"Question {question.Id}: the reference '{question.Answer}' is no number.", nameof(question));
        var status = NumberComparison.Same(answer, reference) ? AnswerStatus.Correct : AnswerStatus.Wrong;
        return new AnswerScore(status, answer.Written, question.Answer);
    }

    // Neither a number, alone or behind an equals sign, nor prose around one.
    private static bool IsExpression(string boxed) =>
        NumberReader.Whole(boxed[(boxed.LastIndexOf('=') + 1)..]) is null && !Word().IsMatch(Command().Replace(LatexText.WithoutTextCommands(boxed), " "));

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Word();

    [GeneratedRegex(@"\\[A-Za-z]+")]
    private static partial Regex Command();
}

using System.Text.RegularExpressions;
using SaeFlows.Core.Datasets;

namespace SaeFlows.Core.Scoring;

/// <summary>
/// Letters of choices. Read in this order: the stated answer (<see cref="FinalAnswer"/>), the beginning of the output, the last letter in
/// brackets, the one choice whose text or number the last line names. Lower-case letters count only alone or bracketed: "a" is also a word.
/// </summary>
internal static partial class ChoiceScorer
{
    public static AnswerScore Score(Question question, string? output)
    {
        if (string.IsNullOrWhiteSpace(output) || Letter(output.Trim(), question.Choices) is not { } letter)
        {
            return new AnswerScore(AnswerStatus.NotExtracted, null, question.Answer);
        }

        var right = string.Equals(letter, question.Answer.Trim(), StringComparison.OrdinalIgnoreCase);
        return new AnswerScore(right ? AnswerStatus.Correct : AnswerStatus.Wrong, letter, question.Answer);
    }

    private static string? Letter(string output, IReadOnlyList<string> choices) =>
        FromPart(FinalAnswer.Stated(output) is { } stated ? LatexText.WithoutTextCommands(stated) : null, choices)
        ?? Valid(AtStart().Match(output), choices)
        ?? Valid(Bracketed().Matches(output).LastOrDefault(), choices)
        ?? OneNamed(LastLine(output), choices)
        ?? OneNamed(output, choices);

    private static string? FromPart(string? part, IReadOnlyList<string> choices) =>
        part is null ? null
            : Same(part, choices)
            ?? Valid(AtStart().Match(part), choices)
            ?? Valid(AfterWord().Match(part), choices)
            ?? Valid(Bracketed().Match(part), choices)
            ?? OneNamed(part, choices);

    private static string? Valid(Match? match, IReadOnlyList<string> choices)
    {
        if (match is not { Success: true })
        {
            return null;
        }

        var letter = match.Groups["letter"].Value.ToUpperInvariant();
        return letter[0] - 'A' < Math.Max(choices.Count, 2) ? letter : null;
    }

    private static string? Same(string part, IReadOnlyList<string> choices)
    {
        var matching = Enumerable.Range(0, choices.Count).Where(i => TextMatch.Same(part, choices[i])).ToList();
        return matching.Count == 1 ? LetterAt(matching[0]) : null;
    }

    private static string? OneNamed(string text, IReadOnlyList<string> choices)
    {
        var plain = TextMatch.Normalize(text);
        var named = Enumerable.Range(0, choices.Count).Where(i => Names(plain, TextMatch.Normalize(choices[i]))).ToList();

        // "not valid" also names "valid": a choice inside another named one does not count.
        var outer = named.Where(i => !named.Exists(j => j != i && Names(TextMatch.Normalize(choices[j]), TextMatch.Normalize(choices[i])))).ToList();
        return outer.Count == 1 ? LetterAt(outer[0]) : null;
    }

    private static bool Names(string text, string choice)
    {
        if (choice.Length == 0)
        {
            return false;
        }

        for (var at = text.IndexOf(choice, StringComparison.Ordinal); at >= 0; at = text.IndexOf(choice, at + 1, StringComparison.Ordinal))
        {
            var end = at + choice.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static string LastLine(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];

    private static string LetterAt(int index) => ((char)('A' + index)).ToString();

    // "B", "(b)", "B)", "B.", "B: text", "**B**", "Option B"
    [GeneratedRegex(@"^[\s*""'$]*(?:(?:option|choice|answer)\s+)?(?:\(?(?<letter>[A-Za-z])\s*[).:](?!\w)|\((?<letter>[A-Za-z])\)|(?<letter>[A-Z])(?=$|[\s*""',;$])(?!\s+[a-z])|(?<letter>[a-z])$)", RegexOptions.None)]
    private static partial Regex AtStart();

    [GeneratedRegex(@"\b(?:[Oo]ption|[Cc]hoice|[Ll]etter)\s+\(?(?<letter>[A-Za-z])\)?(?!\w)")]
    private static partial Regex AfterWord();

    [GeneratedRegex(@"\((?<letter>[A-Za-z])\)|(?<!\w)(?<letter>[A-Z])\)")]
    private static partial Regex Bracketed();
}

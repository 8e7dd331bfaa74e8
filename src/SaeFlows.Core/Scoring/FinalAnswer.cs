using System.Text.RegularExpressions;

namespace SaeFlows.Core.Scoring;

/// <summary>Finds the part of an output that states the answer.</summary>
public static partial class FinalAnswer
{
    /// <summary>The last box, what follows the last <c>####</c>, or the sentence rest after the last "answer is"; null when the output states none.</summary>
    public static string? Stated(string output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (Boxed.Last(output) is { Length: > 0 } boxed)
        {
            return boxed;
        }

        var mark = output.LastIndexOf("####", StringComparison.Ordinal);
        if (mark >= 0)
        {
            var line = output[(mark + 4)..].TrimStart().Split('\n', 2)[0].Trim();
            if (line.Length > 0)
            {
                return line;
            }
        }

        var match = Announced().Matches(output).LastOrDefault(m => m.Groups["rest"].Value.Trim().Length > 0);
        return match?.Groups["rest"].Value.Trim().TrimEnd('.', '*', ' ');
    }

    // "The answer is: X.", "Answer: X", "**Final answer:** X", "answer = X"; the rest ends with the line or the sentence, but not after Mrs. or p.m. or in LaTeX's \!.
    [GeneratedRegex(@"\banswer\b\**(?:\s+(?:is|are|would\s+be|will\s+be|should\s+be|was)\b|\s*[:=])\**\s*[:=]?\s*(?<rest>(?:(?!(?<!\\|\b(?:Mrs?|Ms|Dr|St|vs|No|[ap]\.m|[A-Z]))[.!?](?:\s|$)).)+)", RegexOptions.IgnoreCase)]
    private static partial Regex Announced();
}

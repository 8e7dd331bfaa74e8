using System.Text.RegularExpressions;

namespace SaeFlows.Core.Datasets.Formats;

/// <summary>Letters of choices, as datasets write them.</summary>
internal static partial class ChoiceLetters
{
    /// <summary>The letter of the choice that an answer names by letter (<c>B</c>, <c>(b)</c>, <c>B)</c>) or by its text. Null when it names none.</summary>
    public static string? Of(string answer, IReadOnlyList<string> choices)
    {
        var bare = answer.Trim().Trim('(', ')', '.', ':', ' ');
        if (bare.Length == 1 && char.IsAsciiLetter(bare[0]) && char.ToUpperInvariant(bare[0]) - 'A' < choices.Count)
        {
            return bare.ToUpperInvariant();
        }

        for (var i = 0; i < choices.Count; i++)
        {
            if (Same(choices[i], answer) || Same(WithoutLetter(choices[i]), answer))
            {
                return At(i);
            }
        }

        return null;
    }

    /// <summary>The letter at a 0-based place.</summary>
    public static string At(int index) => ((char)('A' + index)).ToString();

    /// <summary>The choice without <c>A)</c>, <c>(A)</c>, <c>A.</c> or <c>A:</c> before it.</summary>
    public static string WithoutLetter(string choice)
    {
        var match = Lettered().Match(choice);
        return match.Success ? choice[match.Length..].Trim() : choice.Trim();
    }

    private static bool Same(string choice, string answer) => string.Equals(choice.Trim(), answer.Trim(), StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^\s*(\([A-Za-z]\)|[A-Za-z][).:])\s*")]
    private static partial Regex Lettered();
}

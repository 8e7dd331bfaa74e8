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

        var plain = Strip(choices);
        for (var i = 0; i < choices.Count; i++)
        {
            if (Same(choices[i], answer) || Same(plain[i], answer))
            {
                return At(i);
            }
        }

        return null;
    }

    /// <summary>The letter at a 0-based place; null outside the choices.</summary>
    public static string? At(long index, int count) => index >= 0 && index < count ? At((int)index) : null;

    public static string At(int index) => ((char)('A' + index)).ToString();

    /// <summary>
    /// The choices without <c>A)</c>, <c>(A)</c>, <c>A.</c> or <c>A:</c> before them, if all of them carry their own letter in order;
    /// otherwise as they are: an <c>A. Smith</c> among other names keeps his initial.
    /// </summary>
    public static IReadOnlyList<string> Strip(IReadOnlyList<string> choices)
    {
        var matches = choices.Select(c => Lettered().Match(c)).ToList();
        var lettered = matches.Select((m, i) => m.Success && char.ToUpperInvariant(m.Groups[1].Value[0]) == 'A' + i).All(x => x);
        return lettered ? [.. choices.Select((c, i) => c[matches[i].Length..].Trim())] : [.. choices.Select(c => c.Trim())];
    }

    private static bool Same(string choice, string answer) => string.Equals(choice.Trim(), answer.Trim(), StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^\s*\(?([A-Za-z])\s*[).:]\s*")]
    private static partial Regex Lettered();
}

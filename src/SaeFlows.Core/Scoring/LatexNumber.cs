using System.Text.RegularExpressions;

namespace SaeFlows.Core.Scoring;

/// <summary>Takes the typesetting off a number.</summary>
internal static partial class LatexNumber
{
    public static string Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return string.Empty;
        }

        var clean = text.Trim();
        clean = SpacedThousands().Replace(clean, ",");
        clean = Words().Replace(clean, " $1");
        clean = Spacing().Replace(clean, string.Empty);
        clean = clean.Replace("^\\circ", "°", StringComparison.Ordinal).Replace("^{\\circ}", "°", StringComparison.Ordinal).Replace("\\degree", "°", StringComparison.Ordinal);
        clean = Delimiters().Replace(clean.Trim(), string.Empty).Trim();
        clean = clean.Trim('*', '`', '"').Trim();
        clean = clean.EndsWith('$') ? clean.Trim('$').Trim() : clean;
        clean = Degrees().Replace(clean, string.Empty);
        return clean.StartsWith('=') ? clean[1..].Trim() : clean;
    }

    [GeneratedRegex(@"\\(?:text|mbox|mathrm|textbf|mathbf|operatorname)\s*\{([^{}]*)\}")]
    private static partial Regex Words();

    // The published answers write 11,\! 111,\! 100 for 11,111,100.
    [GeneratedRegex(@",\s*\\!\s*")]
    private static partial Regex SpacedThousands();

    [GeneratedRegex(@"\\[!,;:]|\\(?:left|right|displaystyle)\b|\\quad\b")]
    private static partial Regex Spacing();

    [GeneratedRegex(@"^\\[(\[]|\\[)\]]$")]
    private static partial Regex Delimiters();

    [GeneratedRegex(@"\s*°$")]
    private static partial Regex Degrees();
}

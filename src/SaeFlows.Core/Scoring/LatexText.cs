using System.Text.RegularExpressions;

namespace SaeFlows.Core.Scoring;

/// <summary>One way of writing LaTeX answers, so that equal ones compare equal as text (the idea of the MATH evaluation, arXiv 2103.03874).</summary>
internal static partial class LatexText
{
    /// <summary>Without spacing, sizing, text commands, units of degree, currency and percent; fractions and roots with braces.</summary>
    public static string Normalize(string text)
    {
        var t = text.Trim().TrimEnd('.').Trim('$', '*', ' ');
        t = Frames().Replace(t, string.Empty);
        t = Sizing().Replace(t, string.Empty);
        t = TextCommand().Replace(t, "$1");
        t = t.Replace("\\$", string.Empty, StringComparison.Ordinal).Replace("\\%", string.Empty, StringComparison.Ordinal).Replace("%", string.Empty, StringComparison.Ordinal).Replace("$", string.Empty, StringComparison.Ordinal);
        t = Degree().Replace(t, string.Empty);
        t = Synonym(t);
        t = Spaces().Replace(t, string.Empty);
        t = Fraction().Replace(t, "\\frac");
        t = ShortFraction().Replace(t, "\\frac{$1}{$2}");
        t = ShortNumerator().Replace(t, "\\frac{$1}{$2}");
        t = ShortDenominator().Replace(t, "\\frac{$1}{$2}");
        t = ShortRoot().Replace(t, "\\sqrt{$1}");
        t = SlashFraction().Replace(t, "$1\\frac{$2}{$3}");
        t = Braced().Replace(t, "$1$2");
        t = Assignment().Replace(t, string.Empty);
        return LeadingPoint().Replace(t, "0.");
    }

    /// <summary>The text with the content of <c>\text{}</c> and its like in their place.</summary>
    public static string WithoutTextCommands(string text) => TextCommand().Replace(text, "$1");

    /// <summary>The brackets around a text and its parts between top-level commas.</summary>
    public static (string Open, List<string> Parts, string Close) Parts(string text)
    {
        var (open, close) = Brackets(text);
        var inner = text[open.Length..(text.Length - close.Length)];
        var parts = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < inner.Length; i++)
        {
            depth += inner[i] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            if (inner[i] == ',' && depth == 0)
            {
                parts.Add(inner[start..i]);
                start = i + 1;
            }
        }

        parts.Add(inner[start..]);
        return (open, parts, close);
    }

    private static (string Open, string Close) Brackets(string text)
    {
        if (text.StartsWith("\\{", StringComparison.Ordinal) && text.EndsWith("\\}", StringComparison.Ordinal))
        {
            return ("\\{", "\\}");
        }

        return text.Length > 1 && text[0] is '(' or '[' && text[^1] is ')' or ']' && ClosesLast(text) ? (text[..1], text[^1..]) : (string.Empty, string.Empty);
    }

    // (1,2),(3,4) begins and ends with brackets that do not belong together.
    private static bool ClosesLast(string text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length - 1; i++)
        {
            depth += text[i] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            if (depth == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static string Synonym(string t) => t
        .Replace("\\leq", "\\le", StringComparison.Ordinal).Replace("\\geq", "\\ge", StringComparison.Ordinal).Replace("\\neq", "\\ne", StringComparison.Ordinal)
        .Replace("\\le", "<=", StringComparison.Ordinal).Replace("\\ge", ">=", StringComparison.Ordinal)
        .Replace("\u2264", "<=", StringComparison.Ordinal).Replace("\u2265", ">=", StringComparison.Ordinal)
        .Replace("\u03C0", "\\pi", StringComparison.Ordinal).Replace("\u221E", "\\infty", StringComparison.Ordinal).Replace("\u222A", "\\cup", StringComparison.Ordinal)
        .Replace("\\cdot", "*", StringComparison.Ordinal).Replace("\\times", "*", StringComparison.Ordinal).Replace("\u2212", "-", StringComparison.Ordinal)
        .Replace("{,}", string.Empty, StringComparison.Ordinal);

    [GeneratedRegex(@"^\\[\[(]|\\[\])]$")]
    private static partial Regex Frames();

    [GeneratedRegex(@"\\(?:left|right|displaystyle|big|Big|bigg|Bigg)(?![a-z])|\\[!,;: ]|\\q?quad(?![a-z])|~")]
    private static partial Regex Sizing();

    [GeneratedRegex(@"\\(?:text|mbox|mathrm|mathbf|textbf|textit|boldsymbol|mathbb|operatorname)\s*\{([^{}]*)\}")]
    private static partial Regex TextCommand();

    [GeneratedRegex(@"\^\{?\\circ\}?|\\degree|\u00B0")]
    private static partial Regex Degree();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\\[dtc]frac")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"\\frac([^{}\\])([^{}\\])")]
    private static partial Regex ShortFraction();

    [GeneratedRegex(@"\\frac([^{}\\])\{([^{}]*)\}")]
    private static partial Regex ShortNumerator();

    [GeneratedRegex(@"\\frac\{([^{}]*)\}([^{}\\])")]
    private static partial Regex ShortDenominator();

    [GeneratedRegex(@"\\sqrt([^{}\\\[])")]
    private static partial Regex ShortRoot();

    [GeneratedRegex(@"(^|[^\w}])(\d+)/(\d+)(?![\w/])")]
    private static partial Regex SlashFraction();

    // x^{2} and x^2, x_{1} and x_1
    [GeneratedRegex(@"([\^_])\{([^{}])\}")]
    private static partial Regex Braced();

    // x=5, but not x=5,y=6 or a definition.
    [GeneratedRegex(@"^[A-Za-z]=(?=[^=]*$)(?![^=]*,)")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"(?<![\d.])\.(?=\d)")]
    private static partial Regex LeadingPoint();
}

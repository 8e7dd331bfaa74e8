namespace SaeFlows.Core.Scoring;

/// <summary>The content of LaTeX boxes, with nested braces.</summary>
public static class Boxed
{
    private static readonly string[] Commands = ["\\boxed", "\\fbox"];

    /// <summary>The content of the last box of the text; null when there is none or it is not closed.</summary>
    public static string? Last(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var from = text.Length; from > 0;)
        {
            var (at, command) = Commands.Select(c => (At: text.LastIndexOf(c, from - 1, StringComparison.Ordinal), Command: c)).MaxBy(x => x.At);
            if (at < 0)
            {
                return null;
            }

            if (Content(text.AsSpan(at + command.Length)) is { } content)
            {
                return content;
            }

            from = at;
        }

        return null;
    }

    // \boxed{...}, or \boxed 5 up to the next dollar sign or end of line.
    private static string? Content(ReadOnlySpan<char> after)
    {
        var text = after.TrimStart();
        if (text.IsEmpty)
        {
            return null;
        }

        if (text[0] != '{')
        {
            var end = text.IndexOfAny("$\n");
            return after[0] == ' ' && end != 0 ? text[..(end < 0 ? text.Length : end)].Trim().ToString() : null;
        }

        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '{' when !Escaped(text, i) => 1, '}' when !Escaped(text, i) => -1, _ => 0 };
            if (depth == 0)
            {
                return text[1..i].Trim().ToString();
            }
        }

        return null;
    }

    private static bool Escaped(ReadOnlySpan<char> text, int at) => at > 0 && text[at - 1] == '\\' && !(at > 1 && text[at - 2] == '\\');
}

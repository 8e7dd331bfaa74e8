using static SaeFlows.Torch.Tokenizers.Templates.TemplateFormatter;

namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>Methods of Python strings.</summary>
internal static class TextMethods
{
    public static Callable? Find(string s, string name) => name switch
    {
        "strip" => a => Strip(s, a, true, true),
        "lstrip" => a => Strip(s, a, true, false),
        "rstrip" => a => Strip(s, a, false, true),
        "upper" => _ => s.ToUpperInvariant(),
        "lower" => _ => s.ToLowerInvariant(),
        "capitalize" => _ => Capitalize(s),
        "title" => _ => Title(s),
        "startswith" => a => Any(a, p => s.StartsWith(p, StringComparison.Ordinal)),
        "endswith" => a => Any(a, p => s.EndsWith(p, StringComparison.Ordinal)),
        "replace" => a => Replace(s, Text(a.Get(0, "old")), Text(a.Get(1, "new")), a.Get(2, "count")),
        "split" => a => Split(s, a.Get(0, "sep"), a.Get(1, "maxsplit") is long max ? max : -1),
        "rsplit" => a => RightSplit(s, Text(a.Get(0, "sep")), a.Get(1, "maxsplit") is long max ? max : -1),
        "splitlines" => _ => s.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(l => (object?)l).ToList(),
        "join" => a => string.Join(s, TemplateOperators.Items(a.Positional[0]).Select(Text)),
        "find" => a => (long)s.IndexOf(Text(a.Positional[0]), StringComparison.Ordinal),
        "rfind" => a => (long)s.LastIndexOf(Text(a.Positional[0]), StringComparison.Ordinal),
        "count" => a => Text(a.Positional[0]) is { Length: > 0 } part ? (long)s.Split(part).Length - 1 : s.Length + 1L,
        "isdigit" => _ => s.Length > 0 && s.All(char.IsDigit),
        "isalpha" => _ => s.Length > 0 && s.All(char.IsLetter),
        "isalnum" => _ => s.Length > 0 && s.All(char.IsLetterOrDigit),
        "isspace" => _ => s.Length > 0 && s.All(char.IsWhiteSpace),
        "isupper" => _ => s.Any(char.IsLetter) && !s.Any(char.IsLower),
        "islower" => _ => s.Any(char.IsLetter) && !s.Any(char.IsUpper),
        "removeprefix" => a => s.StartsWith(Text(a.Positional[0]), StringComparison.Ordinal) ? s[Text(a.Positional[0]).Length..] : s,
        "removesuffix" => a => s.EndsWith(Text(a.Positional[0]), StringComparison.Ordinal) ? s[..^Text(a.Positional[0]).Length] : s,
        _ => null,
    };

    public static string Strip(string s, CallArguments arguments, bool left, bool right)
    {
        var chars = arguments.Get(0, "chars") is string given ? given.ToCharArray() : null;
        s = left ? (chars is null ? s.TrimStart() : s.TrimStart(chars)) : s;
        return right ? (chars is null ? s.TrimEnd() : s.TrimEnd(chars)) : s;
    }

    public static string Capitalize(string s) => s.Length == 0 ? s : char.ToUpperInvariant(s[0]) + s[1..].ToLowerInvariant();

    public static string Title(string s) =>
        string.Concat(s.Select((c, i) => i > 0 && char.IsLetter(s[i - 1]) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));

    public static string Replace(string s, string old, string fresh, object? count)
    {
        if (old.Length == 0)
        {
            return s;
        }

        long left = count is long given && given >= 0 ? given : long.MaxValue;
        int at = s.IndexOf(old, StringComparison.Ordinal);
        while (at >= 0 && left-- > 0)
        {
            s = s[..at] + fresh + s[(at + old.Length)..];
            at = s.IndexOf(old, at + fresh.Length, StringComparison.Ordinal);
        }

        return s;
    }

    private static bool Any(CallArguments arguments, Func<string, bool> test) =>
        arguments.Positional[0] is List<object?> several ? several.Any(p => test(Text(p))) : test(Text(arguments.Positional[0]));

    private static List<object?> Split(string s, object? separator, long max)
    {
        int parts = max < 0 ? int.MaxValue : (int)max + 1;
        var split = separator is string given ? s.Split(given, parts)
            : max < 0 ? s.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            : s.TrimStart().Split((char[]?)null, parts, StringSplitOptions.RemoveEmptyEntries);
        return [.. split];
    }

    private static List<object?> RightSplit(string s, string separator, long max)
    {
        var parts = new List<object?>();
        for (int at = s.LastIndexOf(separator, StringComparison.Ordinal); at >= 0 && max-- != 0; at = s.LastIndexOf(separator, StringComparison.Ordinal))
        {
            parts.Insert(0, s[(at + separator.Length)..]);
            s = s[..at];
        }

        parts.Insert(0, s);
        return parts;
    }
}

using System.Globalization;
using System.Text;

namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>Values as Python's <c>str</c>, <c>repr</c> and <c>json.dumps</c> write them.</summary>
internal static class TemplateFormatter
{
    public static string Text(object? value) => value switch
    {
        string s => s,
        Undefined => "",
        _ => Repr(value),
    };

    public static string Repr(object? value) => value switch
    {
        null => "None",
        Undefined => "Undefined",
        bool b => b ? "True" : "False",
        long i => i.ToString(CultureInfo.InvariantCulture),
        double d => Real(d),
        string s => Quoted(s),
        TupleValue tuple => $"({string.Join(", ", tuple.Select(Repr))}{(tuple.Count == 1 ? "," : "")})",
        List<object?> list => $"[{string.Join(", ", list.Select(Repr))}]",
        Dict dict => $"{{{string.Join(", ", dict.Select(p => $"{Repr(p.Key)}: {Repr(p.Value)}"))}}}",
        _ => $"<{value.GetType().Name}>",
    };

    /// <summary>As <c>json.dumps(value, ensure_ascii=False, indent=indent)</c>.</summary>
    public static string Json(object? value, int? indent, bool sorted = false, string? itemEnd = null, string? keyEnd = null)
    {
        var output = new StringBuilder();
        Json(output, value, indent, 0, sorted, itemEnd ?? (indent is null ? ", " : ","), keyEnd ?? ": ");
        return output.ToString();
    }

    /// <summary>The <c>%</c> of strings: <c>%s</c>, <c>%d</c>, <c>%%</c>.</summary>
    public static string Percent(string format, object? value)
    {
        var values = value is List<object?> list ? list : [value];
        var text = new StringBuilder();
        int next = 0;
        for (int i = 0; i < format.Length; i++)
        {
            char kind = format[i] == '%' && i + 1 < format.Length ? format[i + 1] : ' ';
            text.Append(kind switch
            {
                '%' => "%",
                's' or 'd' when next < values.Count => Text(values[next++]),
                's' or 'd' => throw new TemplateException("too few values for a format"),
                _ => format[i].ToString(),
            });
            i += kind is '%' or 's' or 'd' ? 1 : 0;
        }

        return text.ToString();
    }

    private static string Real(double value)
    {
        if (double.IsInfinity(value) || double.IsNaN(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        double size = Math.Abs(value);
        if (size != 0 && (size < 1e-4 || size >= 1e16))
        {
            string[] parts = value.ToString("R", CultureInfo.InvariantCulture).Split('E');
            return parts.Length == 2 ? $"{parts[0]}e{parts[1][0]}{parts[1][1..].PadLeft(2, '0')}" : parts[0];
        }

        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) ? value.ToString("F1", CultureInfo.InvariantCulture)
            : text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }

    private static string Quoted(string text)
    {
        char quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        string escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
        return quote + (quote == '\'' ? escaped.Replace("'", "\\'", StringComparison.Ordinal) : escaped) + quote;
    }

    private static void Json(StringBuilder output, object? value, int? indent, int depth, bool sorted, string itemEnd, string keyEnd)
    {
        string inner = indent is { } n ? "\n" + new string(' ', n * (depth + 1)) : "";
        string outer = indent is { } m ? "\n" + new string(' ', m * depth) : "";
        void Items<T>(char open, char close, IReadOnlyCollection<T> items, Action<T> write)
        {
            output.Append(open);
            string before = inner;
            foreach (var item in items)
            {
                output.Append(before);
                write(item);
                before = itemEnd + inner;
            }

            output.Append(items.Count == 0 ? "" : outer).Append(close);
        }

        switch (value)
        {
            case List<object?> list:
                Items('[', ']', list, item => Json(output, item, indent, depth + 1, sorted, itemEnd, keyEnd));
                break;
            case Dict dict:
                var pairs = sorted ? [.. dict.OrderBy(p => Text(p.Key), StringComparer.Ordinal)] : dict.ToList();
                Items('{', '}', pairs, pair =>
                {
                    output.Append(JsonString(Text(pair.Key))).Append(keyEnd);
                    Json(output, pair.Value, indent, depth + 1, sorted, itemEnd, keyEnd);
                });
                break;
            default:
                output.Append(value switch
                {
                    null => "null",
                    bool b => b ? "true" : "false",
                    string s => JsonString(s),
                    long or double => Repr(value),
                    Undefined u => throw u.Error(),
                    _ => throw new TemplateException($"{Repr(value)} cannot be written as JSON"),
                });
                break;
        }
    }

    private static string JsonString(string text)
    {
        var output = new StringBuilder("\"");
        foreach (char c in text)
        {
            output.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return output.Append('"').ToString();
    }
}

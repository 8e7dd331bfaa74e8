using System.Globalization;
using static SaeFlows.Torch.Tokenizers.Templates.TemplateFormatter;
using static SaeFlows.Torch.Tokenizers.Templates.TemplateOperators;

namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>The filters of <c>|</c>.</summary>
internal static class TemplateFilters
{
    public static object? Apply(string name, object? value, CallArguments a) => name switch
    {
        "trim" => TextMethods.Strip(Text(value), a, true, true),
        "upper" => Text(value).ToUpperInvariant(),
        "lower" => Text(value).ToLowerInvariant(),
        "capitalize" => TextMethods.Capitalize(Text(value)),
        "title" => TextMethods.Title(Text(value)),
        "replace" => TextMethods.Replace(Text(value), Text(a.Get(0, "old")), Text(a.Get(1, "new")), a.Get(2, "count")),
        "string" => Text(value),
        "safe" => value,
        "indent" => Indent(Text(value), a),
        "tojson" => Json(value, a.Get(0, "indent") is long n ? (int)n : null, IsTrue(a.Get(2, "sort_keys")), Separator(a, 0), Separator(a, 1)),
        "int" => Whole(value, a.Get(0, "default", 0L)),
        "float" => Real(value, a.Get(0, "default", 0.0)),
        "abs" => value is long i ? (object)Math.Abs(i) : Math.Abs(Number(value)),
        "round" => Math.Round(Number(value), a.Get(0, "precision") is long digits ? (int)digits : 0),
        "default" or "d" => value is Undefined || (IsTrue(a.Get(1, "boolean")) && !IsTrue(value)) ? a.Get(0, "default_value", "") : value,
        "length" or "count" => (long)Items(value).Count(),
        "first" => Items(value).FirstOrDefault(new Undefined("first")),
        "last" => Items(value).LastOrDefault(new Undefined("last")),
        "list" => Items(value).ToList(),
        "reverse" => value is string s ? string.Concat(Items(s).Reverse()) : Items(value).Reverse().ToList(),
        "join" => string.Join(Text(a.Get(0, "d", "")), Items(value).Select(i => Text(Of(i, a.Get(1, "attribute"))))),
        "sum" => Items(value).Select(i => Of(i, a.Get(0, "attribute"))).Aggregate(a.Get(1, "start", 0L), (x, y) => Binary("+", x, y)),
        "min" => Items(value).Order(Comparer<object?>.Create(Compare)).FirstOrDefault(new Undefined("min")),
        "max" => Items(value).OrderDescending(Comparer<object?>.Create(Compare)).FirstOrDefault(new Undefined("max")),
        "sort" => Sort(value, a),
        "unique" => Items(value).Aggregate(new List<object?>(), (seen, i) => seen.Exists(j => AreEqual(i, j)) ? seen : [.. seen, i]),
        "items" => value is Undefined ? new List<object?>() : ((Callable)TemplateMembers.Attribute(value, "items")!)(CallArguments.None),
        "dictsort" => ((Dict)value!).OrderBy(p => Text(p.Key), StringComparer.OrdinalIgnoreCase).Select(p => (object?)new TupleValue([p.Key, p.Value])).ToList(),
        "map" => Items(value).Select(i => Map(i, a)).ToList(),
        "select" => Items(value).Where(i => Passes(i, a, 0)).ToList(),
        "reject" => Items(value).Where(i => !Passes(i, a, 0)).ToList(),
        "selectattr" => Items(value).Where(i => Passes(Of(i, a.Positional[0]), a, 1)).ToList(),
        "rejectattr" => Items(value).Where(i => !Passes(Of(i, a.Positional[0]), a, 1)).ToList(),
        _ => throw new TemplateException($"the filter '{name}' is not known"),
    };

    // 'a.b.0' walks inward; without an attribute the item stands for itself.
    private static object? Of(object? item, object? attribute) => attribute switch
    {
        null => item,
        long place => TemplateMembers.Item(item, place),
        _ => Text(attribute).Split('.').Aggregate(item, (value, part) =>
            TemplateMembers.Item(value, long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long place) ? place : part)),
    };

    private static object? Map(object? item, CallArguments a)
    {
        if (a.Positional.Count > 0)
        {
            return Apply(Text(a.Positional[0]), item, new CallArguments([.. a.Positional.Skip(1)], a.Named));
        }

        var found = Of(item, a.Named.GetValueOrDefault("attribute"));
        return found is Undefined && a.Named.TryGetValue("default", out var otherwise) ? otherwise : found;
    }

    private static bool Passes(object? item, CallArguments a, int from) => a.Positional.Count <= from
        ? IsTrue(item) : TemplateTests.Test(Text(a.Positional[from]), item, new CallArguments([.. a.Positional.Skip(from + 1)], a.Named));

    private static List<object?> Sort(object? value, CallArguments a)
    {
        bool exact = IsTrue(a.Get(1, "case_sensitive"));
        object? Key(object? item) => Of(item, a.Get(2, "attribute")) is var key && key is string s && !exact ? s.ToLowerInvariant() : key;
        var order = Comparer<object?>.Create(Compare);
        return IsTrue(a.Get(0, "reverse")) ? [.. Items(value).OrderByDescending(Key, order)] : [.. Items(value).OrderBy(Key, order)];
    }

    private static string? Separator(CallArguments a, int part) => a.Named.GetValueOrDefault("separators") is List<object?> given ? Text(given[part]) : null;

    private static string Indent(string text, CallArguments a)
    {
        string pad = a.Get(0, "width", 4L) is string given ? given : new string(' ', (int)Number(a.Get(0, "width", 4L)));
        bool first = IsTrue(a.Get(1, "first"));
        bool blank = IsTrue(a.Get(2, "blank"));
        return string.Join('\n', text.Split('\n').Select((line, i) => (i == 0 ? first : blank || line.Length > 0) ? pad + line : line));
    }

    private static object? Whole(object? value, object? otherwise) => value switch
    {
        string s => long.TryParse(s.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long i) ? (object)i
            : double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out double d) ? (object)(long)d : otherwise,
        _ => IsNumber(value) ? (object)(long)Number(value) : otherwise,
    };

    private static object? Real(object? value, object? otherwise) => value switch
    {
        string s => double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out double d) ? (object)d : otherwise,
        _ => IsNumber(value) ? (object)Number(value) : otherwise,
    };
}

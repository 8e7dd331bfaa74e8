namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>Attributes, items, slices and methods of values.</summary>
internal static class TemplateMembers
{
    /// <summary><c>value.name</c>: a method before an item.</summary>
    public static object? Attribute(object? value, string name) => value switch
    {
        Undefined u => throw u.Error(),
        Dict { IsNamespace: false } => Method(value, name) ?? Item(value, name),
        _ => Method(value, name) is { } method ? method : Item(value, name),
    };

    /// <summary><c>value[key]</c>: an item before a method.</summary>
    public static object? Item(object? value, object? key)
    {
        switch (value, key)
        {
            case (Undefined u, _):
                throw u.Error();
            case (Dict dict, not null) when dict.TryGetValue(key, out var found):
                return found;
            case (List<object?> list, long or bool):
                return At(list.Count, (long)TemplateOperators.Number(key)) is { } place ? list[place] : new Undefined($"item {key}");
            case (string text, long):
                var runes = TemplateOperators.Items(text).ToList();
                return At(runes.Count, (long)key) is { } at ? runes[at] : new Undefined($"item {key}");
            default:
                return key is string name ? (object?)Method(value, name) ?? new Undefined(name) : new Undefined(TemplateFormatter.Repr(key));
        }
    }

    /// <summary><c>value[from:to:step]</c>.</summary>
    public static object? Slice(object? value, long? from, long? to, long step)
    {
        if (step == 0)
        {
            throw new TemplateException("a slice's step cannot be 0");
        }

        var items = TemplateOperators.Items(value).ToList();
        long count = items.Count;
        long Bound(long? bound, long otherwise, long low, long high) => bound is not { } b ? otherwise : Math.Clamp(b < 0 ? b + count : b, low, high);
        long start = step > 0 ? Bound(from, 0, 0, count) : Bound(from, count - 1, -1, count - 1);
        long end = step > 0 ? Bound(to, count, 0, count) : Bound(to, -1, -1, count - 1);
        var taken = new List<object?>();
        for (long i = start; step > 0 ? i < end : i > end; i += step)
        {
            taken.Add(items[(int)i]);
        }

        return value is string ? string.Concat(taken) : taken;
    }

    private static int? At(int count, long index)
    {
        long at = index < 0 ? index + count : index;
        return at >= 0 && at < count ? (int)at : null;
    }

    private static Callable? Method(object? value, string name) => value switch
    {
        string s => TextMethods.Find(s, name),
        Dict d => DictMethod(d, name),
        List<object?> l => name switch
        {
            "index" => a => (long)l.FindIndex(i => TemplateOperators.AreEqual(i, a.Positional[0])),
            "count" => a => (long)l.Count(i => TemplateOperators.AreEqual(i, a.Positional[0])),
            "copy" => _ => new List<object?>(l),
            "append" or "extend" or "insert" or "pop" or "remove" or "clear" or "sort" or "reverse" =>
                _ => throw new TemplateException($"'{name}' would change a list, which templates may not"),
            _ => null,
        },
        _ => null,
    };

    private static Callable? DictMethod(Dict dict, string name) => dict.IsNamespace ? null : name switch
    {
        "items" => _ => dict.Select(p => (object?)new TupleValue([p.Key, p.Value])).ToList(),
        "keys" => _ => dict.Keys.Select(k => (object?)k).ToList(),
        "values" => _ => dict.Values.ToList(),
        "get" => a => a.Get(0, "key") is { } key && dict.TryGetValue(key, out var found) ? found : a.Get(1, "default"),
        "copy" => _ => TemplateGlobals.DictOf(dict),
        "pop" or "update" or "setdefault" or "clear" or "popitem" => _ => throw new TemplateException($"'{name}' would change a dict, which templates may not"),
        _ => null,
    };
}

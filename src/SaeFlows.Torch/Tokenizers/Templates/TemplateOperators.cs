using System.Collections;

namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>Python's operators on values: null, bool, long, double, string, lists and dicts.</summary>
internal static class TemplateOperators
{
    public static bool IsTrue(object? value) => value switch
    {
        null or Undefined => false,
        bool b => b,
        long i => i != 0,
        double d => d != 0,
        string s => s.Length > 0,
        ICollection c => c.Count > 0,
        _ => true,
    };

    public static bool IsNumber(object? value) => value is bool or long or double;

    public static double Number(object? value) => value switch
    {
        bool b => b ? 1 : 0,
        long i => i,
        double d => d,
        Undefined u => throw u.Error(),
        _ => throw new TemplateException($"{TemplateFormatter.Repr(value)} is no number"),
    };

    public static bool AreEqual(object? a, object? b) => (a, b) switch
    {
        (Undefined, Undefined) => true,
        (string x, string y) => x == y,
        (List<object?> x, List<object?> y) => x.Count == y.Count && x.Zip(y).All(p => AreEqual(p.First, p.Second)),
        (Dict x, Dict y) => x.Count == y.Count && x.All(p => y.TryGetValue(p.Key, out var other) && AreEqual(p.Value, other)),
        _ => IsNumber(a) && IsNumber(b) ? Number(a) == Number(b) : ReferenceEquals(a, b),
    };

    public static int Compare(object? a, object? b) => (a, b) switch
    {
        (string x, string y) => string.CompareOrdinal(x, y),
        (List<object?> x, List<object?> y) => x.Zip(y).Select(p => Compare(p.First, p.Second)).FirstOrDefault(c => c != 0, x.Count.CompareTo(y.Count)),
        _ => Number(a).CompareTo(Number(b)),
    };

    public static bool Contains(object? container, object? item) => container switch
    {
        string s => item is string part ? s.Contains(part, StringComparison.Ordinal) : throw new TemplateException("only a string can be in a string"),
        Dict d => item is not null && d.ContainsKey(item),
        _ => Items(container).Any(i => AreEqual(i, item)),
    };

    /// <summary>What a loop goes over: items of a list, keys of a dict, characters of a string; nothing where undefined.</summary>
    public static IEnumerable<object?> Items(object? value) => value switch
    {
        Undefined => [],
        string s => s.EnumerateRunes().Select(r => (object?)r.ToString()),
        Dict d => d.Keys,
        List<object?> list => list,
        _ => throw new TemplateException($"{TemplateFormatter.Repr(value)} cannot be looped over"),
    };

    public static object? Binary(string name, object? a, object? b) => (name, a, b) switch
    {
        (_, Undefined u, _) => throw u.Error(),
        (_, _, Undefined u) => throw u.Error(),
        ("+", string x, string y) => x + y,
        ("+", List<object?> x, List<object?> y) => new List<object?>([.. x, .. y]),
        ("*", string x, long n) => string.Concat(Enumerable.Repeat(x, (int)Math.Max(0, n))),
        ("%", string x, _) => TemplateFormatter.Percent(x, b),
        _ when !IsNumber(a) || !IsNumber(b) => throw new TemplateException($"{TemplateFormatter.Repr(a)} {name} {TemplateFormatter.Repr(b)} has no meaning"),
        _ when a is double || b is double || name == "/" || (name == "**" && Number(b) < 0) => Real(name, Number(a), Number(b)),
        _ => Whole(name, (long)Number(a), (long)Number(b)),
    };

    public static object? Negate(object? value) => value is long i ? (object)-i : -Number(value);

    private static double Real(string name, double a, double b) => name switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "**" => Math.Pow(a, b),
        _ when b == 0 => throw new TemplateException("division by zero"),
        "/" => a / b,
        "//" => Math.Floor(a / b),
        _ => a - (Math.Floor(a / b) * b),
    };

    private static long Whole(string name, long a, long b) => name switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "**" => (long)Math.Pow(a, b),
        _ when b == 0 => throw new TemplateException("division by zero"),
        "//" => (long)Math.Floor((double)a / b),
        _ => ((a % b) + b) % b,
    };
}

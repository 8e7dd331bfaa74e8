using System.Globalization;
using System.Text;
using static SaeFlows.Torch.Tokenizers.Templates.TemplateOperators;

namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>Functions that every chat template may call.</summary>
internal static class TemplateGlobals
{
    // The sandbox's own bound.
    private const long LongestRange = 100_000;

    public static TemplateScope Scope(DateTimeOffset now)
    {
        var scope = new TemplateScope();
        scope["raise_exception"] = (Callable)(a => throw new TemplateException("it refuses these messages: " + TemplateFormatter.Text(a.Get(0, "message"))));
        scope["strftime_now"] = (Callable)(a => Format(now, TemplateFormatter.Text(a.Get(0, "format"))));
        scope["namespace"] = (Callable)(a => Filled(new Dict { IsNamespace = true }, a));
        scope["dict"] = (Callable)(a => Filled([], a));
        scope["range"] = (Callable)Range;
        return scope;
    }

    public static Dict DictOf(Dict source)
    {
        var copy = new Dict();
        foreach (var (key, value) in source)
        {
            copy[key] = value;
        }

        return copy;
    }

    private static Dict Filled(Dict dict, CallArguments arguments)
    {
        if (arguments.Positional is [Dict given, ..])
        {
            foreach (var (key, value) in given)
            {
                dict[key] = value;
            }
        }

        foreach (var (name, value) in arguments.Named)
        {
            dict[name] = value;
        }

        return dict;
    }

    private static List<object?> Range(CallArguments a)
    {
        var bounds = a.Positional.Select(p => (long)Number(p)).ToList();
        var (from, to, step) = bounds.Count switch { 1 => (0L, bounds[0], 1L), 2 => (bounds[0], bounds[1], 1L), _ => (bounds[0], bounds[1], bounds[2]) };
        if (step == 0 || Math.Abs((to - from) / step) > LongestRange)
        {
            throw new TemplateException("a range is endless or too long");
        }

        var items = new List<object?>();
        for (long i = from; step > 0 ? i < to : i > to; i += step)
        {
            items.Add(i);
        }

        return items;
    }

    private static string Format(DateTimeOffset now, string format)
    {
        var text = new StringBuilder();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            string? net = format[++i] switch
            {
                'Y' => "yyyy", 'y' => "yy", 'm' => "MM", 'd' => "dd", 'B' => "MMMM", 'b' => "MMM", 'A' => "dddd", 'a' => "ddd",
                'H' => "HH", 'I' => "hh", 'M' => "mm", 'S' => "ss", 'p' => "tt", 'F' => "yyyy-MM-dd", 'T' => "HH:mm:ss",
                _ => null,
            };
            text.Append(format[i] == 'j' ? now.DayOfYear.ToString("D3", CultureInfo.InvariantCulture)
                : net is null ? format[i].ToString() : now.ToString(net, CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}

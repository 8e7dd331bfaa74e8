using System.Text;

namespace SaeFlows.Torch.Generation;

/// <summary>The text so far and where a stop string first stands in it. Text that may yet become a stop string is held back from readers.</summary>
internal sealed class StopSearch(IReadOnlyList<string> stops)
{
    private readonly StringBuilder _text = new();
    private readonly int _longest = stops.Count == 0 ? 0 : stops.Max(s => s.Length);
    private int _given;

    public bool Found { get; private set; }

    public string Text => _text.ToString();

    /// <summary>Adds text; returns what readers may now have.</summary>
    public string Add(string text, bool last)
    {
        int from = Math.Clamp(_text.Length - _longest + 1, 0, _text.Length);
        _text.Append(text);
        string tail = _text.ToString(from, _text.Length - from);
        int at = stops.Where(s => s.Length > 0).Select(s => tail.IndexOf(s, StringComparison.Ordinal)).Where(i => i >= 0).DefaultIfEmpty(-1).Min();
        if (at >= 0)
        {
            Found = true;
            _text.Length = from + at;
        }

        int safe = Found || last ? _text.Length : _text.Length - HeldBack(tail);
        if (safe <= _given)
        {
            return "";
        }

        string fresh = _text.ToString(_given, safe - _given);
        _given = safe;
        return fresh;
    }

    // The longest end of the text that begins a stop string.
    private int HeldBack(string tail)
    {
        for (int length = Math.Min(_longest - 1, tail.Length); length > 0; length--)
        {
            if (stops.Any(s => s.Length > length && tail.EndsWith(s[..length], StringComparison.Ordinal)))
            {
                return length;
            }
        }

        return 0;
    }
}

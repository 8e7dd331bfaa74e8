using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>A rewritten text that still knows, for each of its code units, which code units of the original it came from.</summary>
internal sealed class AlignedText
{
    private readonly TextSpan[] _origins;

    public AlignedText(string text, TextSpan[] origins)
    {
        Text = text;
        _origins = origins;
    }

    public string Text { get; }

    public int Length => Text.Length;

    public TextSpan OriginOf(int index) => _origins[index];

    /// <summary>A stretch of the original; both halves of a surrogate pair have the span of the pair.</summary>
    public static AlignedText FromOriginal(string text, TextSpan span)
    {
        var origins = new TextSpan[span.Length];
        for (int i = span.Start; i < span.End; i++)
        {
            bool pair = i + 1 < span.End && char.IsSurrogatePair(text[i], text[i + 1]);
            var origin = new TextSpan(i, pair ? i + 2 : i + 1);
            origins[i - span.Start] = origin;
            if (pair)
            {
                origins[++i - span.Start] = origin;
            }
        }

        return new AlignedText(span.Of(text), origins);
    }

    public AlignedText Slice(int start, int length) =>
        start == 0 && length == Length ? this : new(Text.Substring(start, length), _origins[start..(start + length)]);

    /// <summary>The smallest span of the original that holds these code units; text put in by a normalizer widens nothing.</summary>
    public TextSpan Origin(int start, int length)
    {
        if (length == 0)
        {
            int at = start < Length ? _origins[start].Start : (Length == 0 ? 0 : _origins[^1].End);
            return new TextSpan(at, at);
        }

        int first = int.MaxValue;
        int last = 0;
        for (int i = start; i < start + length; i++)
        {
            if (_origins[i].Length > 0)
            {
                first = Math.Min(first, _origins[i].Start);
                last = Math.Max(last, _origins[i].End);
            }
        }

        return first == int.MaxValue ? _origins[start] : new TextSpan(first, last);
    }
}

using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

internal sealed class SplitPreTokenizer(TextPattern pattern, SplitBehavior behavior, bool invert) : IPreTokenizer
{
    public IEnumerable<AlignedText> Cut(AlignedText text) =>
        Arrange(Parts(text.Text)).Where(span => span.Length > 0).Select(span => text.Slice(span.Start, span.Length));

    private IEnumerable<(TextSpan Span, bool Match)> Parts(string text)
    {
        int at = 0;
        foreach (var match in pattern.Matches(text))
        {
            if (match.Start > at)
            {
                yield return (new TextSpan(at, match.Start), invert);
            }

            yield return (match, !invert);
            at = match.End;
        }

        if (at < text.Length)
        {
            yield return (new TextSpan(at, text.Length), invert);
        }
    }

    private IEnumerable<TextSpan> Arrange(IEnumerable<(TextSpan Span, bool Match)> parts) => behavior switch
    {
        SplitBehavior.Removed => parts.Where(p => !p.Match).Select(p => p.Span),
        SplitBehavior.Isolated => parts.Select(p => p.Span),
        SplitBehavior.MergedWithPrevious => Merge(parts, (before, now) => now && !before),
        SplitBehavior.MergedWithNext => Merge(parts, (before, now) => before && !now),
        _ => Merge(parts, (before, now) => before == now),
    };

    private static List<TextSpan> Merge(IEnumerable<(TextSpan Span, bool Match)> parts, Func<bool, bool, bool> joins)
    {
        var merged = new List<TextSpan>();
        bool? before = null;
        foreach (var (span, match) in parts)
        {
            if (before is { } b && joins(b, match))
            {
                merged[^1] = new TextSpan(merged[^1].Start, span.End);
            }
            else
            {
                merged.Add(span);
            }

            before = match;
        }

        return merged;
    }
}

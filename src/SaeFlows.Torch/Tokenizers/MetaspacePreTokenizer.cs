namespace SaeFlows.Torch.Tokenizers;

internal sealed class MetaspacePreTokenizer(string replacement, PrefixScheme scheme, bool split) : IPreTokenizer
{
    private readonly ReplaceNormalizer _escape = new(TextPattern.Literal(" "), replacement);
    private readonly PrependNormalizer _prefix = new(replacement);
    private readonly SplitPreTokenizer _words = new(TextPattern.Literal(replacement), SplitBehavior.MergedWithNext, invert: false);

    public IEnumerable<AlignedText> Cut(AlignedText text)
    {
        var escaped = _escape.Apply(text);
        bool wanted = scheme == PrefixScheme.Always || (scheme == PrefixScheme.First && escaped.Length > 0 && escaped.OriginOf(0).Start == 0);
        if (wanted && !escaped.Text.StartsWith(replacement, StringComparison.Ordinal))
        {
            escaped = _prefix.Apply(escaped);
        }

        return split ? _words.Cut(escaped) : [escaped];
    }
}

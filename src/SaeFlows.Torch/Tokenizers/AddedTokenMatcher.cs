using System.Buffers;
using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>Finds added tokens: leftmost first, of those that start together the longest.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly Dictionary<char, AddedToken[]> _byFirst;
    private readonly SearchValues<char> _firsts;

    public AddedTokenMatcher(IEnumerable<AddedToken> tokens)
    {
        _byFirst = tokens.Where(t => t.Content.Length > 0).GroupBy(t => t.Content[0])
            .ToDictionary(g => g.Key, g => g.OrderByDescending(t => t.Content.Length).ToArray());
        _firsts = SearchValues.Create([.. _byFirst.Keys]);
    }

    /// <summary>The text in order, cut into stretches between tokens (null) and tokens.</summary>
    public IEnumerable<(TextSpan Span, AddedToken? Token)> Split(string text, bool withSpecial)
    {
        int done = 0;
        for (int at = Next(text, 0); at < text.Length; at = Next(text, at))
        {
            var token = _byFirst[text[at]].FirstOrDefault(t => (withSpecial || !t.Special) && Fits(t, text, at));
            if (token is null)
            {
                at++;
                continue;
            }

            int start = at;
            int end = at + token.Content.Length;
            while (token.StripLeft && start > done && char.IsWhiteSpace(text[start - 1]))
            {
                start--;
            }

            while (token.StripRight && end < text.Length && char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            if (start > done)
            {
                yield return (new TextSpan(done, start), null);
            }

            yield return (new TextSpan(start, end), token);
            done = at = end;
        }

        if (done < text.Length)
        {
            yield return (new TextSpan(done, text.Length), null);
        }
    }

    private int Next(string text, int from)
    {
        int at = from >= text.Length ? -1 : text.AsSpan(from).IndexOfAny(_firsts);
        return at < 0 ? text.Length : from + at;
    }

    private static bool Fits(AddedToken token, string text, int at)
    {
        int end = at + token.Content.Length;
        return string.CompareOrdinal(text, at, token.Content, 0, token.Content.Length) == 0
            && (!token.SingleWord || ((at == 0 || !IsWord(text[at - 1])) && (end == text.Length || !IsWord(text[end]))));
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}

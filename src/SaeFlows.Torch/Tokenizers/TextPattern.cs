using System.Text.RegularExpressions;
using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>A literal or a regular expression that tokenizer files look for.</summary>
internal sealed class TextPattern
{
    private readonly string? _literal;
    private readonly Regex? _regex;

    private TextPattern(string? literal, Regex? regex) => (_literal, _regex) = (literal, regex);

    public static TextPattern Literal(string text) => new(text, null);

    /// <exception cref="UserInputException">The expression uses what this engine does not know.</exception>
    public static TextPattern Regex(string expression, string file)
    {
        try
        {
            return new(null, new Regex(expression, RegexOptions.CultureInvariant | RegexOptions.Compiled));
        }
        catch (ArgumentException e)
        {
            throw new UserInputException($"{file}: the regular expression '{expression}' cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Non-empty matches, in order.</summary>
    public IEnumerable<TextSpan> Matches(string text) => _literal is null ? RegexMatches(text) : LiteralMatches(text);

    private IEnumerable<TextSpan> LiteralMatches(string text)
    {
        if (_literal!.Length == 0)
        {
            yield break;
        }

        for (int at = text.IndexOf(_literal, StringComparison.Ordinal); at >= 0; at = text.IndexOf(_literal, at + _literal.Length, StringComparison.Ordinal))
        {
            yield return new TextSpan(at, at + _literal.Length);
        }
    }

    private IEnumerable<TextSpan> RegexMatches(string text)
    {
        var proxy = BmpProxy.Of(text);
        for (var match = _regex!.Match(proxy.Text); match.Success; match = match.NextMatch())
        {
            if (match.Length > 0)
            {
                yield return new TextSpan(proxy.OriginalIndex(match.Index), proxy.OriginalIndex(match.Index + match.Length));
            }
        }
    }
}

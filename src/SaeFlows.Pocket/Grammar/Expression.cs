namespace SaeFlows.Pocket.Grammar;

/// <summary>A symbol applied to two operands, as words.</summary>
/// <param name="Symbol">The operation's symbol.</param>
/// <param name="A">First operand: a number word or a variable.</param>
/// <param name="B">Second operand.</param>
internal sealed record Expression(Symbol Symbol, string A, string B)
{
    /// <summary>Its words.</summary>
    public IReadOnlyList<string> Text => Symbol.Shape switch
    {
        Shape.Infix => [A, Symbol.Token, B],
        Shape.Bars => [Symbol.Token, A, "-", B, Symbol.Token],
        Shape.Postfix => [A, Symbol.Token, "+", B],
        Shape.Noun => ["the", Symbol.Token, "of", A, "and", B],
        Shape.VerbTo => [Symbol.Token, A, "to", B],
        _ => [Symbol.Token, A, "by", B],
    };

    /// <summary>Reads an expression that spans exactly these words; null when they are none.</summary>
    public static Expression? Parse(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var (token, a, b) = words.Count switch
        {
            3 => (words[1], words[0], words[2]),
            4 when words[2] == "+" => (words[1], words[0], words[3]),
            4 => (words[0], words[1], words[3]),
            5 => (words[0], words[1], words[3]),
            6 => (words[1], words[3], words[5]),
            _ => (string.Empty, string.Empty, string.Empty),
        };
        var symbol = Symbol.Find(token);
        if (symbol is null || !IsOperand(a) || !IsOperand(b))
        {
            return null;
        }

        var parsed = new Expression(symbol, a, b);
        return parsed.Text.SequenceEqual(words) ? parsed : null;
    }

    private static bool IsOperand(string word) => word == "x" || (word.Length <= 3 && word.All(char.IsAsciiDigit));
}

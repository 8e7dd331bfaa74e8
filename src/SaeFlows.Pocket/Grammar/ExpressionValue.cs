using System.Globalization;

namespace SaeFlows.Pocket.Grammar;

/// <summary>Works out expressions of number words.</summary>
internal static class ExpressionValue
{
    /// <summary>The value under a meaning.</summary>
    /// <exception cref="InvalidOperationException">The meaning is not defined for these numbers.</exception>
    public static int Of(Expression expression, Meaning meaning)
    {
        var value = meaning.Value(int.Parse(expression.A, CultureInfo.InvariantCulture), int.Parse(expression.B, CultureInfo.InvariantCulture));
        return value ?? throw new InvalidOperationException($"'{string.Join(' ', expression.Text)}' has no value as {meaning.Gloss}");
    }
}

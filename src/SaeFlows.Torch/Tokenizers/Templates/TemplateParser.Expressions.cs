using static SaeFlows.Torch.Tokenizers.Templates.TemplateOperators;

namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>Expressions, by falling precedence: conditional, or, and, not, comparison, sum, join, product, power, sign, filters.</summary>
internal sealed partial class TemplateParser
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    /// <summary>One expression, or several with commas between, which make a tuple.</summary>
    private Evaluation Tuple()
    {
        var first = Ternary();
        if (!Current.IsOperator(","))
        {
            return first;
        }

        var items = new List<Evaluation> { first };
        while (TryOperator(",") && Current.Kind != TokenKind.TagEnd && !Current.IsOperator(")"))
        {
            items.Add(Ternary());
        }

        return scope => new TupleValue(items.Select(i => i(scope)));
    }

    private Evaluation Ternary()
    {
        if (++_depth > DeepestNesting)
        {
            throw Wrong("expressions are nested too deeply");
        }

        var value = Or();
        while (TryName("if"))
        {
            var (then, condition) = (value, Or());
            Evaluation otherwise = TryName("else") ? Ternary() : _ => new Undefined("the missing else");
            value = scope => IsTrue(condition(scope)) ? then(scope) : otherwise(scope);
        }

        _depth--;
        return value;
    }

    private Evaluation Or()
    {
        var left = And();
        while (TryName("or"))
        {
            var (a, b) = (left, And());
            left = scope => a(scope) is var value && IsTrue(value) ? value : b(scope);
        }

        return left;
    }

    private Evaluation And()
    {
        var left = Not();
        while (TryName("and"))
        {
            var (a, b) = (left, Not());
            left = scope => a(scope) is var value && !IsTrue(value) ? value : b(scope);
        }

        return left;
    }

    private Evaluation Not()
    {
        if (!TryName("not"))
        {
            return Comparison();
        }

        var value = Not();
        return scope => !IsTrue(value(scope));
    }

    private Evaluation Comparison()
    {
        var first = Sum();
        var rest = new List<(string Operator, Evaluation Right)>();
        while (true)
        {
            if (Current.Kind == TokenKind.Operator && Comparisons.Contains(Current.Value))
            {
                rest.Add((Take().Value, Sum()));
            }
            else if (TryName("in"))
            {
                rest.Add(("in", Sum()));
            }
            else if (Current.IsName("not") && _tokens[_at + 1].IsName("in"))
            {
                _at += 2;
                rest.Add(("not in", Sum()));
            }
            else
            {
                break;
            }
        }

        return rest.Count == 0 ? first : scope =>
        {
            var left = first(scope);
            foreach (var (name, right) in rest)
            {
                var value = right(scope);
                if (!Holds(name, left, value))
                {
                    return false;
                }

                left = value;
            }

            return true;
        };
    }

    private static bool Holds(string name, object? a, object? b) => name switch
    {
        "==" => AreEqual(a, b),
        "!=" => !AreEqual(a, b),
        "in" => Contains(b, a),
        "not in" => !Contains(b, a),
        "<" => Compare(a, b) < 0,
        "<=" => Compare(a, b) <= 0,
        ">" => Compare(a, b) > 0,
        _ => Compare(a, b) >= 0,
    };

    private Evaluation Sum() => Chain(Joined, "+", "-");

    private Evaluation Joined()
    {
        var left = Chain(Power, "*", "/", "//", "%");
        while (TryOperator("~"))
        {
            var (a, b) = (left, Chain(Power, "*", "/", "//", "%"));
            left = scope => TemplateFormatter.Text(a(scope)) + TemplateFormatter.Text(b(scope));
        }

        return left;
    }

    private Evaluation Power() => Chain(() => Signed(filtered: true), "**");

    private Evaluation Chain(Func<Evaluation> part, params string[] operators)
    {
        var left = part();
        while (Current.Kind == TokenKind.Operator && operators.Contains(Current.Value))
        {
            string name = Take().Value;
            var (a, b) = (left, part());
            left = scope => Binary(name, a(scope), b(scope));
        }

        return left;
    }

    private Evaluation Signed(bool filtered)
    {
        Evaluation value;
        if (TryOperator("-"))
        {
            var positive = Signed(filtered: false);
            value = scope => Negate(positive(scope));
        }
        else
        {
            value = TryOperator("+") ? Signed(filtered: false) : Postfix(Primary());
        }

        return filtered ? Filtered(value) : value;
    }
}

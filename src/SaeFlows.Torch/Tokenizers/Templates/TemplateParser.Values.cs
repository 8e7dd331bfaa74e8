using System.Globalization;

namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>Literals, names, members, calls, filters and tests.</summary>
internal sealed partial class TemplateParser
{
    private Evaluation Primary()
    {
        var token = Take();
        switch (token.Kind)
        {
            case TokenKind.Name:
                return Named(token.Value);
            case TokenKind.Integer:
                long whole = long.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long parsed) ? parsed : throw Wrong($"{token.Value} is too large");
                return _ => whole;
            case TokenKind.Float:
                double real = double.Parse(token.Value, CultureInfo.InvariantCulture);
                return _ => real;
            case TokenKind.String:
                string text = token.Value;
                while (Current.Kind == TokenKind.String)
                {
                    text += Take().Value;
                }

                return _ => text;
            default:
                return token.Value switch
                {
                    "(" => Bracket(),
                    "[" => List(),
                    "{" => Dictionary(),
                    _ => throw Wrong($"'{token.Value}' is not expected here"),
                };
        }
    }

    private static Evaluation Named(string name) => name switch
    {
        "true" or "True" => _ => true,
        "false" or "False" => _ => false,
        "none" or "None" => _ => null,
        _ => scope => scope[name],
    };

    private Evaluation Bracket()
    {
        if (TryOperator(")"))
        {
            return _ => new TupleValue([]);
        }

        var value = Tuple();
        Expect(")");
        return value;
    }

    private Evaluation List()
    {
        var items = new List<Evaluation>();
        while (!TryOperator("]"))
        {
            items.Add(Ternary());
            if (!Current.IsOperator("]"))
            {
                Expect(",");
            }
        }

        return scope => items.Select(i => i(scope)).ToList();
    }

    private Evaluation Dictionary()
    {
        var pairs = new List<(Evaluation Key, Evaluation Value)>();
        while (!TryOperator("}"))
        {
            var key = Ternary();
            Expect(":");
            pairs.Add((key, Ternary()));
            if (!Current.IsOperator("}"))
            {
                Expect(",");
            }
        }

        return scope =>
        {
            var dict = new Dict();
            foreach (var (key, value) in pairs)
            {
                dict[key(scope) ?? throw new TemplateException("none cannot be a key")] = value(scope);
            }

            return dict;
        };
    }

    private Evaluation Postfix(Evaluation value)
    {
        while (true)
        {
            var of = value;
            if (TryOperator("."))
            {
                var token = Take();
                object key = token.Kind == TokenKind.Integer ? long.Parse(token.Value, CultureInfo.InvariantCulture) : token.Value;
                value = key is string name ? scope => TemplateMembers.Attribute(of(scope), name) : scope => TemplateMembers.Item(of(scope), key);
            }
            else if (TryOperator("["))
            {
                value = Subscript(of);
            }
            else if (TryOperator("("))
            {
                var arguments = Arguments();
                int line = Current.Line;
                value = scope => of(scope) is Callable call ? call(arguments(scope)) : throw new TemplateException($"line {line}: what is called is no function");
            }
            else
            {
                return value;
            }
        }
    }

    private Evaluation Subscript(Evaluation of)
    {
        var bounds = new Evaluation?[3];
        int part = 0;
        bool slice = false;
        while (!TryOperator("]"))
        {
            if (TryOperator(":"))
            {
                slice = true;
                part++;
            }
            else if (part < 3 && bounds[part] is null)
            {
                bounds[part] = slice ? Ternary() : Tuple();
            }
            else
            {
                throw Wrong("a subscript is not closed");
            }
        }

        if (!slice)
        {
            var key = bounds[0] ?? throw Wrong("a subscript is empty");
            return scope => TemplateMembers.Item(of(scope), key(scope));
        }

        long? At(int i, TemplateScope scope) => bounds[i]?.Invoke(scope) is { } value ? (long)TemplateOperators.Number(value) : null;
        return scope => TemplateMembers.Slice(of(scope), At(0, scope), At(1, scope), At(2, scope) ?? 1);
    }

    private Func<TemplateScope, CallArguments> Arguments()
    {
        var positional = new List<Evaluation>();
        var named = new List<(string Name, Evaluation Value)>();
        while (!TryOperator(")"))
        {
            if (Current.Kind == TokenKind.Name && _tokens[_at + 1].IsOperator("="))
            {
                string name = Name();
                _at++;
                named.Add((name, Ternary()));
            }
            else
            {
                positional.Add(Ternary());
            }

            if (!Current.IsOperator(")"))
            {
                Expect(",");
            }
        }

        return scope => new CallArguments([.. positional.Select(p => p(scope))], named.ToDictionary(n => n.Name, n => n.Value(scope)));
    }

    private Evaluation Filtered(Evaluation value)
    {
        while (true)
        {
            var of = value;
            if (TryOperator("|"))
            {
                string name = Name();
                var arguments = TryOperator("(") ? Arguments() : _ => CallArguments.None;
                value = scope => TemplateFilters.Apply(name, of(scope), arguments(scope));
            }
            else if (TryName("is"))
            {
                bool negated = TryName("not");
                string name = Current.Kind == TokenKind.Name ? Take().Value : throw Wrong("a test is missing");
                var arguments = TestArguments();
                value = scope => TemplateTests.Test(name, of(scope), arguments(scope)) != negated;
            }
            else
            {
                return value;
            }
        }
    }

    // A test's one argument may come without brackets, but no word of the language can be it.
    private Func<TemplateScope, CallArguments> TestArguments()
    {
        if (TryOperator("("))
        {
            return Arguments();
        }

        bool bare = Current.Kind is TokenKind.String or TokenKind.Integer or TokenKind.Float || Current.IsOperator("[") || Current.IsOperator("{")
            || (Current.Kind == TokenKind.Name && Current.Value is not ("else" or "and" or "or" or "if" or "is" or "not" or "in"));
        if (!bare)
        {
            return _ => CallArguments.None;
        }

        var only = Postfix(Primary());
        return scope => CallArguments.None with { Positional = [only(scope)] };
    }
}

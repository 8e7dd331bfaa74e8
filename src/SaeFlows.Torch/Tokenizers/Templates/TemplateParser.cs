using System.Text;

namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>Reads tokens into a rendering; statements.</summary>
internal sealed partial class TemplateParser
{
    private const int DeepestNesting = 200;
    private readonly List<TemplateToken> _tokens;
    private int _at;
    private int _depth;

    private TemplateParser(List<TemplateToken> tokens) => _tokens = tokens;

    private TemplateToken Current => _tokens[_at];

    public static Rendering Parse(string source)
    {
        var parser = new TemplateParser(TemplateLexer.Read(source));
        var body = parser.Body();
        return parser.Current.Kind == TokenKind.End ? body : throw parser.Wrong($"'{parser._tokens[parser._at + 1].Value}' closes nothing");
    }

    private TemplateException Wrong(string what) => new($"line {Current.Line}: {what}");

    private TemplateToken Take() => _tokens[_at++];

    private bool TryOperator(string value)
    {
        bool found = Current.IsOperator(value);
        _at += found ? 1 : 0;
        return found;
    }

    private bool TryName(string value)
    {
        bool found = Current.IsName(value);
        _at += found ? 1 : 0;
        return found;
    }

    private void Expect(string value)
    {
        if (!TryOperator(value) && !TryName(value))
        {
            throw Wrong($"'{value}' is missing before '{Current.Value}'");
        }
    }

    private string Name() => Current.Kind == TokenKind.Name ? Take().Value : throw Wrong("a name is missing");

    private void EndTag()
    {
        if (Current.Kind != TokenKind.TagEnd)
        {
            throw Wrong($"'{Current.Value}' is not expected here");
        }

        _at++;
    }

    /// <summary>Everything up to a block with one of these names, which is not taken.</summary>
    private Rendering Body(params string[] ends)
    {
        if (++_depth > DeepestNesting)
        {
            throw Wrong("blocks are nested too deeply");
        }

        var parts = new List<Rendering>();
        while (Current.Kind != TokenKind.End && !(Current.Kind == TokenKind.BlockBegin && (ends.Contains(_tokens[_at + 1].Value) || _tokens[_at + 1].Value.StartsWith("end", StringComparison.Ordinal))))
        {
            parts.Add(Part());
        }

        _depth--;
        return (scope, output) =>
        {
            foreach (var part in parts)
            {
                var flow = part(scope, output);
                if (flow != LoopFlow.Next)
                {
                    return flow;
                }
            }

            return LoopFlow.Next;
        };
    }

    private Rendering Part()
    {
        var token = Take();
        if (token.Kind == TokenKind.Text)
        {
            return Write(_ => token.Value);
        }

        if (token.Kind == TokenKind.OutputBegin)
        {
            var expression = Tuple();
            EndTag();
            return Write(expression);
        }

        string name = Name();
        return name switch
        {
            "if" => If(),
            "for" => For(),
            "set" => Set(),
            "macro" => Macro(),
            "break" => Jump(LoopFlow.Break),
            "continue" => Jump(LoopFlow.Continue),
            "generation" => Generation(),
            _ => throw Wrong($"the block '{name}' is not known"),
        };
    }

    private static Rendering Write(Evaluation expression) => (scope, output) =>
    {
        output.Append(TemplateFormatter.Text(expression(scope)));
        return LoopFlow.Next;
    };

    private Rendering Jump(LoopFlow flow)
    {
        EndTag();
        return (_, _) => flow;
    }

    // Marks what the assistant wrote, for training; the text is the same.
    private Rendering Generation()
    {
        EndTag();
        var body = Body("endgeneration");
        Close("endgeneration");
        return body;
    }

    private void Close(string name)
    {
        if (Current.Kind != TokenKind.BlockBegin || !_tokens[_at + 1].IsName(name))
        {
            throw Wrong($"'{name}' is missing");
        }

        _at += 2;
        while (name == "endmacro" && Current.Kind == TokenKind.Name)
        {
            _at++;
        }

        EndTag();
    }

    private Rendering If()
    {
        var condition = Tuple();
        EndTag();
        var then = Body("elif", "else", "endif");
        Rendering otherwise = (_, _) => LoopFlow.Next;
        if (_tokens[Math.Min(_at + 1, _tokens.Count - 1)].IsName("elif"))
        {
            _at += 2;
            otherwise = If();
        }
        else
        {
            if (_tokens[Math.Min(_at + 1, _tokens.Count - 1)].IsName("else"))
            {
                _at += 2;
                EndTag();
                otherwise = Body("endif");
            }

            Close("endif");
        }

        return (scope, output) => TemplateOperators.IsTrue(condition(scope)) ? then(scope, output) : otherwise(scope, output);
    }

    private Rendering Set()
    {
        var targets = new List<string> { Name() };
        string? field = TryOperator(".") ? Name() : null;
        while (field is null && TryOperator(","))
        {
            targets.Add(Name());
        }

        Evaluation value;
        if (TryOperator("="))
        {
            value = Tuple();
            EndTag();
        }
        else
        {
            EndTag();
            var body = Body("endset");
            Close("endset");
            value = scope =>
            {
                var text = new StringBuilder();
                body(new TemplateScope(scope), text);
                return text.ToString();
            };
        }

        return (scope, _) =>
        {
            if (field is not null)
            {
                var space = scope[targets[0]] as Dict is { IsNamespace: true } found ? found : throw new TemplateException($"'{targets[0]}' is no namespace, so '{field}' cannot be set");
                space[field] = value(scope);
            }
            else
            {
                Assign(scope, targets, value(scope));
            }

            return LoopFlow.Next;
        };
    }

    private static void Assign(TemplateScope scope, List<string> targets, object? value)
    {
        if (targets.Count == 1)
        {
            scope[targets[0]] = value;
            return;
        }

        var items = TemplateOperators.Items(value).ToList();
        if (items.Count != targets.Count)
        {
            throw new TemplateException($"{items.Count} values for {targets.Count} names");
        }

        for (int i = 0; i < items.Count; i++)
        {
            scope[targets[i]] = items[i];
        }
    }
}

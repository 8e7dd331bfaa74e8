using System.Text;

namespace SaeFlows.Torch.Tokenizers.Templates;

internal sealed partial class TemplateParser
{
    private const int DeepestCalls = 100;

    private Rendering For()
    {
        bool bracket = TryOperator("(");
        var targets = new List<string> { Name() };
        while (TryOperator(","))
        {
            targets.Add(Name());
        }

        if (bracket)
        {
            Expect(")");
        }

        Expect("in");
        var over = Or();
        var filter = TryName("if") ? Ternary() : null;
        EndTag();
        var body = Body("else", "endfor");
        Rendering? otherwise = null;
        if (_tokens[Math.Min(_at + 1, _tokens.Count - 1)].IsName("else"))
        {
            _at += 2;
            EndTag();
            otherwise = Body("endfor");
        }

        Close("endfor");
        return (scope, output) => Loop(scope, output, targets, Items(scope, targets, over, filter), body, otherwise);
    }

    private static List<object?> Items(TemplateScope scope, List<string> targets, Evaluation over, Evaluation? filter) =>
        [.. TemplateOperators.Items(over(scope)).Where(item =>
        {
            if (filter is null)
            {
                return true;
            }

            var inner = new TemplateScope(scope);
            Assign(inner, targets, item);
            return TemplateOperators.IsTrue(filter(inner));
        })];

    private static LoopFlow Loop(TemplateScope scope, StringBuilder output, List<string> targets, List<object?> items, Rendering body, Rendering? otherwise)
    {
        object? changed = new Undefined("changed");
        for (int i = 0; i < items.Count; i++)
        {
            var inner = new TemplateScope(scope);
            Assign(inner, targets, items[i]);
            int at = i;
            inner["loop"] = new Dict
            {
                ["index"] = i + 1L,
                ["index0"] = (long)i,
                ["revindex"] = (long)items.Count - i,
                ["revindex0"] = items.Count - i - 1L,
                ["first"] = i == 0,
                ["last"] = i == items.Count - 1,
                ["length"] = (long)items.Count,
                ["depth"] = 1L,
                ["depth0"] = 0L,
                ["previtem"] = i > 0 ? items[i - 1] : new Undefined("previtem"),
                ["nextitem"] = i + 1 < items.Count ? items[i + 1] : new Undefined("nextitem"),
                ["cycle"] = (Callable)(a => a.Positional[at % a.Positional.Count]),
                ["changed"] = (Callable)(a =>
                {
                    var now = new List<object?>(a.Positional);
                    bool differs = !TemplateOperators.AreEqual(now, changed);
                    changed = now;
                    return differs;
                }),
            };
            if (body(inner, output) == LoopFlow.Break)
            {
                break;
            }
        }

        return items.Count == 0 && otherwise is not null ? otherwise(scope, output) : LoopFlow.Next;
    }

    private Rendering Macro()
    {
        string name = Name();
        Expect("(");
        var parameters = new List<(string Name, Evaluation? Default)>();
        while (!TryOperator(")"))
        {
            string parameter = Name();
            parameters.Add((parameter, TryOperator("=") ? Ternary() : null));
            TryOperator(",");
        }

        EndTag();
        var body = Body("endmacro");
        Close("endmacro");
        int depth = 0;
        return (scope, _) =>
        {
            scope[name] = (Callable)(arguments =>
            {
                if (depth >= DeepestCalls)
                {
                    throw new TemplateException($"the macro '{name}' calls itself too deeply");
                }

                var inner = new TemplateScope(scope);
                for (int i = 0; i < parameters.Count; i++)
                {
                    inner[parameters[i].Name] = arguments.Get(i, parameters[i].Name, parameters[i].Default?.Invoke(inner) ?? new Undefined(parameters[i].Name));
                }

                var text = new StringBuilder();
                depth++;
                body(inner, text);
                depth--;
                return text.ToString();
            });
            return LoopFlow.Next;
        };
    }
}

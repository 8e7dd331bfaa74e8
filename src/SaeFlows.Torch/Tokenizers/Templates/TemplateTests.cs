using static SaeFlows.Torch.Tokenizers.Templates.TemplateOperators;

namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>The tests of <c>is</c>.</summary>
internal static class TemplateTests
{
    public static bool Test(string name, object? value, CallArguments arguments) => name switch
    {
        "defined" => value is not Undefined,
        "undefined" => value is Undefined,
        "none" => value is null,
        "string" => value is string,
        "boolean" => value is bool,
        "integer" => value is long,
        "float" => value is double,
        "number" => IsNumber(value),
        "mapping" => value is Dict,
        "iterable" or "sequence" => value is string or List<object?> or Dict or Undefined,
        "callable" => value is Callable,
        "true" => value is true,
        "false" => value is false,
        "even" => Number(value) % 2 == 0,
        "odd" => Number(value) % 2 != 0,
        "divisibleby" => Number(value) % Number(arguments.Positional[0]) == 0,
        "eq" or "equalto" or "==" or "sameas" => AreEqual(value, arguments.Positional[0]),
        "ne" or "!=" => !AreEqual(value, arguments.Positional[0]),
        "lt" or "lessthan" or "<" => Compare(value, arguments.Positional[0]) < 0,
        "le" or "<=" => Compare(value, arguments.Positional[0]) <= 0,
        "gt" or "greaterthan" or ">" => Compare(value, arguments.Positional[0]) > 0,
        "ge" or ">=" => Compare(value, arguments.Positional[0]) >= 0,
        "in" => Contains(arguments.Positional[0], value),
        "upper" => value is string u && u.Any(char.IsLetter) && !u.Any(char.IsLower),
        "lower" => value is string l && l.Any(char.IsLetter) && !l.Any(char.IsUpper),
        _ => throw new TemplateException($"the test '{name}' is not known"),
    };
}

namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>Names and their values; inner scopes see outer ones and set only their own.</summary>
internal sealed class TemplateScope(TemplateScope? outer = null)
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    public object? this[string name]
    {
        get
        {
            for (var scope = this; scope is not null; scope = scope.Outer)
            {
                if (scope._values.TryGetValue(name, out var value))
                {
                    return value;
                }
            }

            return new Undefined(name);
        }

        set => _values[name] = value;
    }

    private TemplateScope? Outer { get; } = outer;
}

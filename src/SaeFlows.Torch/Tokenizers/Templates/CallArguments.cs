namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>Positional and named arguments of a call.</summary>
internal sealed record CallArguments(IReadOnlyList<object?> Positional, IReadOnlyDictionary<string, object?> Named)
{
    public static readonly CallArguments None = new([], new Dictionary<string, object?>());

    /// <summary>An argument by place or name; otherwise a default.</summary>
    public object? Get(int place, string name, object? otherwise = null) =>
        place < Positional.Count ? Positional[place] : Named.TryGetValue(name, out var value) ? value : otherwise;
}

namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>A Python dict: keeps the order in which keys came.</summary>
internal sealed class Dict : OrderedDictionary<object, object?>
{
    public Dict()
        : base(new KeyComparer())
    {
    }

    /// <summary>Made by <c>namespace()</c>: its fields may be set.</summary>
    public bool IsNamespace { get; init; }

    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public new bool Equals(object? x, object? y) => TemplateOperators.AreEqual(x, y);

        public int GetHashCode(object obj) => obj is long or double or bool ? TemplateOperators.Number(obj).GetHashCode() : obj.GetHashCode();
    }
}

namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>A name without a value: prints nothing, is false and empty; asking anything more of it is an error.</summary>
internal sealed record Undefined(string Name)
{
    public TemplateException Error() => new($"'{Name}' is undefined");
}

namespace SaeFlows.Torch.Generation;

/// <summary>Bounds of a generation.</summary>
public sealed record GeneratorOptions
{
    /// <summary>Rows that run together; a finished row makes room for a waiting request.</summary>
    public int MaxRows { get; init; } = 16;

    /// <summary>Prompt tokens in one pass; longer prompts are cut.</summary>
    public int PrefillTokens { get; init; } = 512;
}

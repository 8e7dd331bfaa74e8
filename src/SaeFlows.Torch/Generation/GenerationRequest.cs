namespace SaeFlows.Torch.Generation;

/// <summary>One text to continue.</summary>
/// <param name="PromptIds">Tokens of the prompt, at least one.</param>
public sealed record GenerationRequest(IReadOnlyList<int> PromptIds)
{
    public int MaxNewTokens { get; init; } = 64;

    public SamplingOptions Sampling { get; init; } = SamplingOptions.Greedy;

    /// <summary>The text ends before the first of these.</summary>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    /// <summary>Go on past tokens that end a text.</summary>
    public bool IgnoreEnd { get; init; }
}

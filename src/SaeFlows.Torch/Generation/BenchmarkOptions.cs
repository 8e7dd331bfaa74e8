namespace SaeFlows.Torch.Generation;

/// <summary>What <c>bench generate</c> runs.</summary>
public sealed record BenchmarkOptions
{
    public int Threads { get; init; } = 2;

    /// <summary>Prompt tokens of the prefill measurement.</summary>
    public int PromptTokens { get; init; } = 512;

    /// <summary>New tokens of each decode measurement.</summary>
    public int NewTokens { get; init; } = 64;

    /// <summary>Rows of the batched measurement.</summary>
    public int Rows { get; init; } = 16;

    /// <summary>Each figure is the best of so many rounds.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Where the random model is kept for a peer to load; null keeps it nowhere.</summary>
    public string? Folder { get; init; }
}

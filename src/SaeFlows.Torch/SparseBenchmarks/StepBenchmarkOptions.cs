namespace SaeFlows.Torch.SparseBenchmarks;

/// <summary>What <c>bench sae</c> runs.</summary>
internal sealed record StepBenchmarkOptions
{
    public IReadOnlyList<int> InputSizes { get; init; } = [512, 2048];

    public int Latents { get; init; } = 8192;

    /// <summary>Tokens a step.</summary>
    public int Batch { get; init; } = 4096;

    /// <summary>Active latents per token where the number is fixed.</summary>
    public int K { get; init; } = 64;

    public int Threads { get; init; } = 2;

    /// <summary>Each contestant does one step a round, in turn; a first round is not counted.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Steps of the comparison of quality; 0 leaves it out.</summary>
    public int QualitySteps { get; init; } = 600;

    /// <summary>Command of a peer process, see <see cref="PeerProcess"/>; null for none.</summary>
    public string? Peer { get; init; }
}

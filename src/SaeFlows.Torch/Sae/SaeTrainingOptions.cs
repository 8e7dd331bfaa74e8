namespace SaeFlows.Torch.Sae;

/// <summary>Settings of an SAE's training.</summary>
internal sealed record SaeTrainingOptions
{
    public int Latents { get; init; } = 1024;

    public int Steps { get; init; } = 4000;

    /// <summary>Tokens a step.</summary>
    public int BatchSize { get; init; } = 2048;

    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Weight of the L1 penalty, for inputs scaled to a mean squared norm of their width.</summary>
    public double L1 { get; init; } = 0.5;

    /// <summary>Steps over which the penalty rises from zero.</summary>
    public int L1WarmUpSteps { get; init; } = 500;

    /// <summary>Latents that stay silent this many steps are pointed at badly rebuilt inputs; none in the last third.</summary>
    public int ResampleEvery { get; init; } = 500;

    public long Seed { get; init; } = 1;
}

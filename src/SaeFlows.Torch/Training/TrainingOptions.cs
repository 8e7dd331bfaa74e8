namespace SaeFlows.Torch.Training;

/// <summary>Settings of a decoder's training.</summary>
internal sealed record TrainingOptions
{
    public int Steps { get; init; } = 4000;

    /// <summary>Sequences a step; all of one length.</summary>
    public int BatchSize { get; init; } = 128;

    public double LearningRate { get; init; } = 3e-3;

    public int WarmUpSteps { get; init; } = 100;

    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Weight of the answer token's loss; the other tokens weigh 1.</summary>
    public double AnswerWeight { get; init; } = 5;

    public double ClipNorm { get; init; } = 1;
}

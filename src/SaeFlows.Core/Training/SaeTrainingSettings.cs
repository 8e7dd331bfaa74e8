namespace SaeFlows.Core.Training;

/// <summary>
/// Everything that decides what a training makes: equal settings and files give equal autoencoders. Sizes are in tokens or steps,
/// penalties are for inputs scaled to a mean squared entry of 1 about their mean.
/// </summary>
public sealed record SaeTrainingSettings
{
    /// <summary>Folder of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Plain text; jsonl with <c>input_ids</c> or <c>text</c>; Parquet or Arrow with <c>input_ids</c>, <c>tokens</c> or <c>text</c>; safetensors with <c>input_ids</c> [rows, length]; a folder of such files.</summary>
    public required string Text { get; init; }

    /// <summary>Layers, from 0; one autoencoder each, from the same forward passes.</summary>
    public required IReadOnlyList<int> Layers { get; init; }

    /// <summary><c>mlp-out</c>, <c>mlp-hidden</c> or <c>residual</c>.</summary>
    public string Site { get; init; } = "mlp-out";

    public string Kind { get; init; } = SaeKinds.ReluL1;

    public int Latents { get; init; } = 8192;

    /// <summary>Tokens to train on; the text is read again from its start where it is shorter.</summary>
    public long Tokens { get; init; } = 1_000_000;

    public long Seed { get; init; }

    /// <summary>Active latents a token, for topk and batchtopk.</summary>
    public int K { get; init; } = 32;

    /// <summary>Weight of the penalty: on L1 for relu-l1 and gated, on L0 for jumprelu.</summary>
    public double Sparsity { get; init; } = 0.5;

    /// <summary>Tokens a step.</summary>
    public int BatchSize { get; init; } = 1024;

    public double LearningRate { get; init; } = 1e-3;

    public int LearningRateWarmUpSteps { get; init; } = 100;

    /// <summary>Share of the steps, at the end, over which the learning rate falls to zero.</summary>
    public double LearningRateDecayShare { get; init; } = 0.3;

    /// <summary>Share of the steps, at the start, over which the penalty rises from zero.</summary>
    public double SparsityWarmUpShare { get; init; } = 0.1;

    /// <summary>Share of the steps, at the end, over which the penalty falls to a tenth: shrunken latents grow back. 0 keeps it.</summary>
    public double SparsityDecayShare { get; init; }

    /// <summary>A latent is dead when it has not fired for so many tokens.</summary>
    public long DeadAfterTokens { get; init; } = 100_000;

    /// <summary>Weight of the AuxK loss of topk and batchtopk (arXiv 2406.04093, appendix A.2).</summary>
    public double AuxWeight { get; init; } = 1.0 / 32;

    /// <summary>Steps between two looks for dead latents to point anew, for the kinds without AuxK; none in the last third.</summary>
    public int ResampleEvery { get; init; } = 200;

    /// <summary>Width of the kernel of jumprelu's straight-through estimates.</summary>
    public double Bandwidth { get; init; } = 0.1;

    /// <summary>Threshold of jumprelu's latents at the start.</summary>
    public double InitialThreshold { get; init; } = 0.1;

    /// <summary>Decoder rows are held at unit norm, and gradients along them are removed.</summary>
    public bool ConstrainDecoder { get; init; } = true;

    /// <summary>Arithmetic in bfloat16; weights and optimizer stay float32.</summary>
    public bool Bfloat16 { get; init; }

    /// <summary>How the text is cut, one of <see cref="TextUnits"/>.</summary>
    public string By { get; init; } = TextUnits.Window;

    /// <summary>Length of the model's windows in tokens, begin mark included; longer documents are cut to it.</summary>
    public int ContextLength { get; init; } = 128;

    /// <summary>Tokens a shard: about two of them are in memory at once.</summary>
    public int ShardTokens { get; init; } = 65_536;

    /// <summary>A folder that keeps the shards for other trainings on the same activations; null deletes them when they are done with.</summary>
    public string? Cache { get; init; }

    /// <summary>Every so many windows one is held out for evaluation.</summary>
    public int HoldOutEvery { get; init; } = 20;

    /// <summary>Most held-out tokens to evaluate on.</summary>
    public int EvaluationTokens { get; init; } = 50_000;

    public int Threads { get; init; } = 2;

    /// <summary>Where model and training compute: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    public string Device { get; init; } = "cpu";

    public int Steps => (int)Math.Max(1, Tokens / BatchSize);
}

namespace SaeFlows.Cli.PocketMaking;

/// <summary>Settings of the command that makes the pocket world's model, SAE and domain profile anew.</summary>
internal sealed record PocketMakeOptions
{
    public required string Folder { get; init; }

    public int Seed { get; init; } = 1;

    public int ModelSteps { get; init; } = 1500;

    public int SaeSteps { get; init; } = 2500;

    public int Latents { get; init; } = 1024;

    public double L1 { get; init; } = 1.0;

    /// <summary>Layers that an SAE is tried on; the best on development questions is kept.</summary>
    public IReadOnlyList<int> Layers { get; init; } = [0, 1];

    /// <summary>Texts whose activations train the SAE, and as many again for labels.</summary>
    public int SaeTexts { get; init; } = 16000;

    /// <summary>Texts for held-out measurements.</summary>
    public int HeldOutTexts { get; init; } = 4000;

    /// <summary>Questions that choose layer, k, label rule and thresholds.</summary>
    public int DevelopmentQuestions { get; init; } = 800;

    /// <summary>A folder with a model made before, to skip its training; null trains one.</summary>
    public string? ModelFolder { get; init; }
}

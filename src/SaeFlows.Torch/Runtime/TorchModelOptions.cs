using SaeFlows.Torch.Models;

namespace SaeFlows.Torch.Runtime;

/// <summary>What a runtime loads.</summary>
public sealed record TorchModelOptions
{
    /// <summary>Name that reports show.</summary>
    public required string ModelName { get; init; }

    /// <summary>Folder in Hugging Face layout.</summary>
    public required string ModelFolder { get; init; }

    /// <summary>Folder in SAELens' layout, with <c>labels.json</c>; null leaves out the detectors that read an SAE.</summary>
    public string? SaeFolder { get; init; }

    /// <summary>Folder with <c>profile.json</c> and the data of the detectors without an SAE, or a profile's file alone; null answers only.</summary>
    public string? DomainFolder { get; init; }

    /// <summary>Device and number type of the weights.</summary>
    public ModelLoadOptions Loading { get; init; } = new();

    /// <summary>Most prompts in one forward pass.</summary>
    public int BatchSize { get; init; } = 64;
}

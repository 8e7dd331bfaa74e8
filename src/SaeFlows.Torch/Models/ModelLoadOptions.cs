using static TorchSharp.torch;

namespace SaeFlows.Torch.Models;

/// <summary>How a model is held in memory.</summary>
public sealed record ModelLoadOptions
{
    /// <summary>Type of weights and arithmetic; the files' values are converted to it.</summary>
    public ScalarType Type { get; init; } = ScalarType.Float32;

    /// <summary><c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    public string DeviceName { get; init; } = "cpu";
}

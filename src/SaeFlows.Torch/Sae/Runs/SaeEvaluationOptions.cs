using SaeFlows.Core.Training;

namespace SaeFlows.Torch.Sae.Runs;

/// <summary>Where and how much is measured.</summary>
public sealed record SaeEvaluationOptions
{
    /// <summary>Layer, from 0; null takes what the autoencoder's file says.</summary>
    public int? Layer { get; init; }

    /// <summary><c>mlp-out</c>, <c>mlp-hidden</c> or <c>residual</c>; null takes what the file says.</summary>
    public string? Site { get; init; }

    /// <summary>Most tokens to measure, in whole windows; null takes the whole text.</summary>
    public int? Tokens { get; init; }

    /// <summary>How the text is cut, one of <see cref="TextUnits"/>.</summary>
    public string By { get; init; } = TextUnits.Window;

    /// <summary>Tokens of a window, and most of a document.</summary>
    public int ContextLength { get; init; } = 128;

    public int Threads { get; init; } = 2;

    /// <summary>Where it computes: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    public string Device { get; init; } = "cpu";
}

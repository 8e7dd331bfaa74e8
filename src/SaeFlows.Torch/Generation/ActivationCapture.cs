using SaeFlows.Torch.Models;

namespace SaeFlows.Torch.Generation;

/// <summary>
/// Which activations to stream, and to whom. They come from the passes that answer: the prompt in pieces in order, then one token at a
/// time. The last new token has none, for nothing was asked of it. Nothing is kept for the consumer.
/// </summary>
/// <param name="Sites">Layers and places.</param>
/// <param name="Consumer">Gets each piece once, positions in order within a request, layer and site.</param>
public sealed record ActivationCapture(IReadOnlySet<(int Layer, ActivationSite Site)> Sites, Action<ActivationChunk> Consumer)
{
    /// <summary>
    /// Gets request, position and minus the log of the probability, in nats, of every prompt token but the first, given all before it. Asking
    /// for it costs the logits of the whole prompt.
    /// </summary>
    public Action<int, int, float>? Surprisal { get; init; }

    public CaptureScope Scope { get; init; } = CaptureScope.Prompt;
}

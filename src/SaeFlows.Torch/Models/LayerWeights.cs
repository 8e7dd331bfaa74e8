namespace SaeFlows.Torch.Models;

/// <summary>The weights of one layer.</summary>
internal sealed record LayerWeights : IDisposable
{
    public required RmsNorm InputNorm { get; init; }

    public required Projection Qkv { get; init; }

    public required Projection Output { get; init; }

    /// <summary>Norm before the MLP; the files call it post_attention_layernorm, in Gemma 2 pre_feedforward_layernorm.</summary>
    public required RmsNorm MlpNorm { get; init; }

    public required Projection GateUp { get; init; }

    public required Projection Down { get; init; }

    /// <summary>Gemma 2's norm of the attention's output.</summary>
    public RmsNorm? AttentionPostNorm { get; init; }

    /// <summary>Gemma 2's norm of the MLP's output.</summary>
    public RmsNorm? MlpPostNorm { get; init; }

    public IEnumerable<Projection> Matrices => [Qkv, Output, GateUp, Down];

    public IEnumerable<RmsNorm> Norms => new[] { InputNorm, MlpNorm, AttentionPostNorm, MlpPostNorm }.OfType<RmsNorm>();

    public void Dispose()
    {
        foreach (var tensor in Matrices.SelectMany(p => p.Tensors))
        {
            tensor.Dispose();
        }

        foreach (var norm in Norms)
        {
            norm.Dispose();
        }
    }
}

namespace SaeFlows.Torch.Models;

/// <summary>
/// A decoder of the Llama kind, described: everything in which Llama, Mistral, Gemma, Gemma 2 and Phi-3 differ.
/// Read from <c>config.json</c> by <see cref="DecoderSpecReader"/>, with the meanings and defaults of transformers 5.
/// </summary>
public sealed record DecoderSpec
{
    /// <summary><c>llama</c>, <c>mistral</c>, <c>gemma</c>, <c>gemma2</c> or <c>phi3</c>.</summary>
    public required string Family { get; init; }

    public required int VocabularySize { get; init; }

    public required int HiddenSize { get; init; }

    public required int IntermediateSize { get; init; }

    public required int Layers { get; init; }

    public required int Heads { get; init; }

    public required int KeyValueHeads { get; init; }

    public required int HeadSize { get; init; }

    public required int ContextLength { get; init; }

    public required double NormEpsilon { get; init; }

    /// <summary>Norm weights are stored less one (Gemma).</summary>
    public bool NormPlusOne { get; init; }

    /// <summary>Attention and MLP outputs are normed too (Gemma 2).</summary>
    public bool PostNorms { get; init; }

    public required Activation Activation { get; init; }

    public bool AttentionBias { get; init; }

    public bool MlpBias { get; init; }

    public bool TieEmbeddings { get; init; }

    /// <summary>The files hold q, k, v as one tensor, and gate and up as one (Phi-3).</summary>
    public bool FusedFiles { get; init; }

    /// <summary>Multiplies embeddings; 1 for all but Gemma.</summary>
    public double EmbeddingScale { get; init; } = 1;

    /// <summary>Multiplies attention scores.</summary>
    public required double AttentionScale { get; init; }

    /// <summary>Bound of attention scores: <c>cap * tanh(score / cap)</c>.</summary>
    public double? AttentionSoftCap { get; init; }

    /// <summary>Bound of logits.</summary>
    public double? LogitSoftCap { get; init; }

    /// <summary>For each layer how many positions a token sees, itself included; null sees all.</summary>
    public required IReadOnlyList<int?> Windows { get; init; }

    public required RopeSpec Rope { get; init; }

    public int? BosId { get; init; }

    /// <summary>Tokens that end a text.</summary>
    public IReadOnlyList<int> EosIds { get; init; } = [];

    /// <summary>Query width <c>Heads * HeadSize</c>; may differ from the hidden size.</summary>
    public int QuerySize => Heads * HeadSize;

    public int KeyValueSize => KeyValueHeads * HeadSize;
}

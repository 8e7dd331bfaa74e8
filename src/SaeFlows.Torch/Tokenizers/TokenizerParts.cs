namespace SaeFlows.Torch.Tokenizers;

/// <summary>What a tokenizer file describes.</summary>
internal sealed record TokenizerParts
{
    public static readonly PrependNormalizer DummyPrefix = new(" ");

    public required ITokenModel Model { get; init; }

    public IReadOnlyList<AddedToken> Added { get; init; } = [];

    /// <summary>Which stretches get a space in front before <see cref="Normalizer"/>; SentencePiece files only.</summary>
    public PrefixScheme Prefix { get; init; } = PrefixScheme.Never;

    public INormalizer? Normalizer { get; init; }

    public IPreTokenizer? PreTokenizer { get; init; }

    /// <summary>Ids put before a text.</summary>
    public IReadOnlyList<int> Before { get; init; } = [];

    /// <summary>Ids put after a text.</summary>
    public IReadOnlyList<int> After { get; init; } = [];

    /// <summary>White space at the start of a token does not belong to its span.</summary>
    public bool TrimOffsets { get; init; }

    public DecoderRules Decoder { get; init; } = new();

    public int? BosId { get; init; }

    public int? EosId { get; init; }

    /// <summary>What <c>add_bos_token</c> says; null where it is not said.</summary>
    public bool? AddBos { get; init; }

    public ChatTemplate? ChatTemplate { get; init; }
}

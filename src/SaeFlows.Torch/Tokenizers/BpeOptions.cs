namespace SaeFlows.Torch.Tokenizers;

/// <summary>How a byte-pair model treats what its merges do not cover.</summary>
internal sealed record BpeOptions
{
    /// <summary>A character outside the vocabulary is spelled in tokens <c>&lt;0xNN&gt;</c>.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>A word that is a token needs no merges to become it.</summary>
    public bool IgnoreMerges { get; init; }

    public int? UnknownId { get; init; }

    /// <summary>Neighbouring unknown characters are one unknown token.</summary>
    public bool FuseUnknown { get; init; }
}

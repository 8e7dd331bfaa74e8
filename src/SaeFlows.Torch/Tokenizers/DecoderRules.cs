namespace SaeFlows.Torch.Tokenizers;

/// <summary>How tokens become text again. All families' decoders are these few steps.</summary>
internal sealed record DecoderRules
{
    /// <summary>Tokens are spelled in <see cref="ByteAlphabet"/>.</summary>
    public bool ByteLevel { get; init; }

    /// <summary>Tokens <c>&lt;0xNN&gt;</c> are bytes.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>Replacements inside a token, in order.</summary>
    public IReadOnlyList<(string From, string To)> Replacements { get; init; } = [];

    /// <summary>Spaces to take from the start of the whole text.</summary>
    public int StripStart { get; init; }

    /// <summary>Put between tokens, where the file names no decoder.</summary>
    public string Separator { get; init; } = "";
}

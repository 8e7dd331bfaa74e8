namespace SaeFlows.Torch.Tokenizers;

/// <summary>Which stretches of ordinary text (between special tokens) get the space that SentencePiece puts before a text.</summary>
public enum PrefixScheme
{
    /// <summary>None.</summary>
    Never,

    /// <summary>Only a stretch at the very start of the text.</summary>
    First,

    /// <summary>The first stretch, also after special tokens.</summary>
    FirstText,

    /// <summary>Each stretch.</summary>
    Always,
}

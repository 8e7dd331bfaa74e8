namespace SaeFlows.Torch.Tokenizers;

/// <summary>Types of a piece, numbered as in sentencepiece_model.proto.</summary>
internal enum SentencePieceKind
{
    Normal = 1,
    Unknown = 2,
    Control = 3,
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
}

namespace SaeFlows.Torch.Tokenizers;

/// <summary>A token and the code units of the piece that it covers.</summary>
internal readonly record struct TokenPiece(int Id, int Start, int Length);

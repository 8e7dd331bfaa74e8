namespace SaeFlows.Torch.Tokenizers;

/// <summary>Turns one word into tokens. Thread-safe.</summary>
internal interface ITokenModel
{
    int Count { get; }

    /// <summary>The token of what the vocabulary lacks; null where there is none.</summary>
    int? UnknownId { get; }

    bool TryGetId(string token, out int id);

    /// <summary>The token's own spelling; null where the id has none.</summary>
    string? TokenOf(int id);

    void Encode(string word, List<TokenPiece> into);
}

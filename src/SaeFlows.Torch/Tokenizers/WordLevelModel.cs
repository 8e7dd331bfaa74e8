using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>One token a word; a word outside the vocabulary is the unknown token.</summary>
internal sealed class WordLevelModel : ITokenModel
{
    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<int, string> _tokens;
    private readonly int _unknown;

    public WordLevelModel(Dictionary<string, int> vocabulary, string unknown, string file)
    {
        _ids = vocabulary;
        _tokens = vocabulary.ToDictionary(p => p.Value, p => p.Key);
        _unknown = vocabulary.TryGetValue(unknown, out int id) ? id
            : throw new UserInputException($"{file}: unk_token '{unknown}' is not in the vocabulary; add it");
    }

    public int Count => _ids.Count;

    public int? UnknownId => _unknown;

    public bool TryGetId(string token, out int id) => _ids.TryGetValue(token, out id);

    public string? TokenOf(int id) => _tokens.GetValueOrDefault(id);

    public void Encode(string word, List<TokenPiece> into) =>
        into.Add(new TokenPiece(_ids.GetValueOrDefault(word, _unknown), 0, word.Length));
}

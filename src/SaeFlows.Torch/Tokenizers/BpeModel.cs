using System.Collections.Concurrent;
using System.Globalization;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>Byte-pair encoding: the pair of lowest rank is joined first, of equal ranks the leftmost (Sennrich et al., arXiv 1508.07909).</summary>
internal sealed partial class BpeModel : ITokenModel
{
    private const int CachedWords = 1 << 16;
    private const int CachedWordLength = 64;

    private readonly Dictionary<string, int> _ids;
    private readonly string?[] _tokens;
    private readonly Dictionary<long, (int Rank, int Id)> _merges;
    private readonly int[] _bytes = new int[256];
    private readonly BpeOptions _options;
    private readonly ConcurrentDictionary<string, TokenPiece[]> _cache = new();

    /// <param name="ids">The vocabulary.</param>
    /// <param name="merges">From a pair of ids (left in the upper half) to rank and id of what they become.</param>
    /// <param name="options">Treatment of the rest.</param>
    public BpeModel(Dictionary<string, int> ids, Dictionary<long, (int Rank, int Id)> merges, BpeOptions options)
    {
        _ids = ids;
        _merges = merges;
        _options = options;
        _tokens = new string?[ids.Count == 0 ? 0 : ids.Values.Max() + 1];
        foreach (var (token, id) in ids)
        {
            _tokens[id] = token;
        }

        for (int b = 0; b < 256; b++)
        {
            _bytes[b] = ids.GetValueOrDefault("<0x" + b.ToString("X2", CultureInfo.InvariantCulture) + ">", -1);
        }
    }

    public int Count => _tokens.Length;

    public int? UnknownId => _options.UnknownId;

    public static long Pair(int left, int right) => ((long)left << 32) | (uint)right;

    public bool TryGetId(string token, out int id) => _ids.TryGetValue(token, out id);

    public string? TokenOf(int id) => (uint)id < (uint)_tokens.Length ? _tokens[id] : null;

    public void Encode(string word, List<TokenPiece> into)
    {
        if (word.Length > CachedWordLength)
        {
            EncodeUncached(word, into);
            return;
        }

        if (!_cache.TryGetValue(word, out var pieces))
        {
            var fresh = new List<TokenPiece>();
            EncodeUncached(word, fresh);
            pieces = [.. fresh];
            if (_cache.Count < CachedWords)
            {
                _cache[word] = pieces;
            }
        }

        into.AddRange(pieces);
    }

    private void EncodeUncached(string word, List<TokenPiece> into)
    {
        if (_options.IgnoreMerges && _ids.TryGetValue(word, out int whole))
        {
            into.Add(new TokenPiece(whole, 0, word.Length));
            return;
        }

        var symbols = Symbols(word);
        Merge(symbols);
        for (int i = 0; i >= 0 && i < symbols.Count; i = symbols[i].Next)
        {
            into.Add(new TokenPiece(symbols[i].Id, symbols[i].Start, symbols[i].Length));
        }
    }

    private List<Symbol> Symbols(string word)
    {
        var symbols = new List<Symbol>(word.Length);
        Span<byte> utf8 = stackalloc byte[4];
        int at = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            int length = rune.Utf16SequenceLength;
            if (_ids.TryGetValue(word.Substring(at, length), out int id))
            {
                symbols.Add(new Symbol(id, at, length));
            }
            else
            {
                AddUnknown(symbols, utf8[..rune.EncodeToUtf8(utf8)], at, length);
            }

            at += length;
        }

        for (int i = 0; i < symbols.Count; i++)
        {
            symbols[i] = symbols[i] with { Previous = i - 1, Next = i + 1 < symbols.Count ? i + 1 : -1 };
        }

        return symbols;
    }

    private void AddUnknown(List<Symbol> symbols, ReadOnlySpan<byte> utf8, int at, int length)
    {
        bool spelled = _options.ByteFallback;
        foreach (byte b in utf8)
        {
            spelled &= _bytes[b] >= 0;
        }

        if (spelled)
        {
            foreach (byte b in utf8)
            {
                symbols.Add(new Symbol(_bytes[b], at, length));
            }
        }
        else if (_options.UnknownId is { } unknown)
        {
            if (_options.FuseUnknown && symbols.Count > 0 && symbols[^1].Id == unknown)
            {
                symbols[^1] = symbols[^1] with { Length = symbols[^1].Length + length };
            }
            else
            {
                symbols.Add(new Symbol(unknown, at, length));
            }
        }
    }
}

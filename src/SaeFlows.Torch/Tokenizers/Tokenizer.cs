using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>
/// Text to token ids and back, as the model's own tokenizer file says. Thread-safe.
/// Load one with <see cref="TokenizerLoader"/>.
/// </summary>
public sealed partial class Tokenizer
{
    private readonly TokenizerParts _parts;
    private readonly AddedTokenMatcher _raw;
    private readonly AddedTokenMatcher _normalized;
    private readonly Dictionary<int, AddedToken> _added;
    private readonly TokenSpelling _spelling;

    internal Tokenizer(TokenizerParts parts)
    {
        _parts = parts;
        _raw = new AddedTokenMatcher(parts.Added.Where(t => !t.Normalized));
        _normalized = new AddedTokenMatcher(parts.Added.Where(t => t.Normalized));
        _added = parts.Added.GroupBy(t => t.Id).ToDictionary(g => g.Key, g => g.First());
        _spelling = new TokenSpelling(parts, _added);
        VocabularySize = Math.Max(parts.Model.Count, _added.Count == 0 ? 0 : _added.Keys.Max() + 1);
    }

    /// <summary>Highest id plus one.</summary>
    public int VocabularySize { get; }

    /// <summary>Begin-of-text token; null where the tokenizer names none.</summary>
    public int? BosId => _parts.BosId;

    /// <summary>End-of-text token; null where the tokenizer names none.</summary>
    public int? EosId => _parts.EosId;

    /// <summary>Token of what the vocabulary lacks; null where everything can be spelled.</summary>
    public int? UnknownId => _parts.Model.UnknownId;

    /// <summary>The model's chat template; null where none came with it.</summary>
    public ChatTemplate? ChatTemplate => _parts.ChatTemplate;

    public int? IdOf(string token) =>
        _parts.Added.FirstOrDefault(t => t.Content == token)?.Id ?? (_parts.Model.TryGetId(token, out int id) ? id : null);

    /// <summary>The token as the file spells it; null for an id that stands for nothing.</summary>
    public string? TokenOf(int id) => _added.TryGetValue(id, out var token) ? token.Content : _parts.Model.TokenOf(id);

    public bool IsSpecial(int id) => _added.TryGetValue(id, out var token) && token.Special;

    /// <summary>Tokens of a text.</summary>
    /// <param name="text">Any text; unpaired surrogates are read as U+FFFD.</param>
    /// <param name="addSpecialTokens">Put in what the tokenizer puts around a text, such as the begin-of-text token.</param>
    /// <param name="parseSpecial">Recognise special tokens spelled in the text; false for text that must not command the model.</param>
    public TokenizedText Encode(string text, bool addSpecialTokens = false, bool parseSpecial = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = new List<int>();
        var offsets = new List<TextSpan>();
        if (addSpecialTokens)
        {
            Add(_parts.Before, 0, ids, offsets);
        }

        bool first = true;
        foreach (var (span, token) in _raw.Split(text, parseSpecial))
        {
            if (token is not null)
            {
                ids.Add(token.Id);
                offsets.Add(span);
            }
            else
            {
                EncodeStretch(AlignedText.FromOriginal(text, span), first, parseSpecial, ids, offsets);
                first = false;
            }
        }

        if (addSpecialTokens)
        {
            Add(_parts.After, text.Length, ids, offsets);
        }

        return new TokenizedText(ids, offsets);
    }

    /// <summary>Tokens of a bare prompt: the text with what the tokenizer puts before it, and a begin-of-text token where the model has one.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="parseSpecial">Recognise special tokens spelled in the text; false for text that must not command the model.</param>
    public TokenizedText EncodePrompt(string text, bool parseSpecial = true)
    {
        var plain = Encode(text, parseSpecial: parseSpecial);
        int? bos = _parts.AddBos == false ? null : _parts.BosId;
        IReadOnlyList<int> before = _parts.Before.Count > 0 ? _parts.Before : bos is { } id ? [id] : [];
        return plain.Ids.Count > 0 && before.Count > 0 && plain.Ids[0] == before[0] ? plain
            : new TokenizedText([.. before, .. plain.Ids], [.. before.Select(_ => new TextSpan(0, 0)), .. plain.Offsets]);
    }

    /// <summary>Tokens of a chat that opens the assistant's turn, as the model's template writes it; the offsets are those of that text.</summary>
    /// <exception cref="UserInputException">The tokenizer came without a template, or the template refuses the messages.</exception>
    public (string Prompt, TokenizedText Tokens) EncodeChat(IEnumerable<ChatMessage> messages)
    {
        var template = ChatTemplate ?? throw new UserInputException("the tokenizer has no chat template; put tokenizer_config.json or chat_template.jinja beside it, or give a bare prompt");
        string prompt = template.Render(messages);
        return (prompt, Encode(prompt));
    }

    private static void Add(IReadOnlyList<int> special, int at, List<int> ids, List<TextSpan> offsets)
    {
        ids.AddRange(special);
        offsets.AddRange(special.Select(_ => new TextSpan(at, at)));
    }

    private void EncodeStretch(AlignedText stretch, bool first, bool parseSpecial, List<int> ids, List<TextSpan> offsets)
    {
        var normalized = Normalize(stretch, first);
        var pieces = new List<TokenPiece>();
        foreach (var (span, token) in _normalized.Split(normalized.Text, parseSpecial))
        {
            if (token is not null)
            {
                ids.Add(token.Id);
                offsets.Add(normalized.Origin(span.Start, span.Length));
                continue;
            }

            foreach (var word in _parts.PreTokenizer?.Cut(normalized.Slice(span.Start, span.Length)) ?? [normalized.Slice(span.Start, span.Length)])
            {
                pieces.Clear();
                _parts.Model.Encode(word.Text, pieces);
                ids.AddRange(pieces.Select(p => p.Id));
                offsets.AddRange(pieces.Select(p => Trim(word, p)));
            }
        }
    }

    private AlignedText Normalize(AlignedText stretch, bool first)
    {
        bool prefixed = _parts.Prefix switch
        {
            PrefixScheme.Always => true,
            PrefixScheme.FirstText => first,
            PrefixScheme.First => stretch.OriginOf(0).Start == 0,
            _ => false,
        };
        var spaced = prefixed ? TokenizerParts.DummyPrefix.Apply(stretch) : stretch;
        return _parts.Normalizer?.Apply(spaced) ?? spaced;
    }

    private TextSpan Trim(AlignedText word, TokenPiece piece)
    {
        int start = piece.Start;
        int end = piece.Start + piece.Length;
        while (_parts.TrimOffsets && start < end - 1 && IsSpace(word.Text[start]))
        {
            start++;
        }

        return word.Origin(start, end - start);
    }

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || (ByteAlphabet.TryGetByte(c, out byte b) && b == ' ');
}

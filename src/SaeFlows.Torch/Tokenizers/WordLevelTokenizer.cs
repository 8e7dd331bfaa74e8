using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>
/// A word-level <c>tokenizer.json</c> of Hugging Face: words are split at white space, every punctuation mark stands alone, digits
/// stand apart from letters; what is not in the vocabulary is the unknown token.
/// </summary>
internal sealed class WordLevelTokenizer
{
    private readonly Dictionary<string, int> _ids;
    private readonly string[] _words;

    public WordLevelTokenizer(IReadOnlyList<string> vocabulary, string unknown)
    {
        _words = [.. vocabulary];
        _ids = _words.Select((word, id) => (word, id)).ToDictionary(p => p.word, p => p.id, StringComparer.Ordinal);
        Unknown = _ids[unknown];
    }

    public int Count => _words.Length;

    /// <summary>The token of every word that the vocabulary lacks.</summary>
    public int Unknown { get; }

    /// <summary>Tokens of a text, without begin and end marks.</summary>
    public IReadOnlyList<WordToken> Encode(string text)
    {
        var tokens = new List<WordToken>();
        var start = 0;
        var kind = Kind.Space;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var next = KindOf(rune);
            if (at > start && kind != Kind.Space && (next != kind || kind == Kind.Mark))
            {
                Add(start, at);
            }

            if (next != kind || kind is Kind.Mark or Kind.Space)
            {
                start = at;
            }

            kind = next;
            at += rune.Utf16SequenceLength;
        }

        if (kind != Kind.Space && text.Length > start)
        {
            Add(start, text.Length);
        }

        return tokens;

        void Add(int from, int to) => tokens.Add(new WordToken(_ids.GetValueOrDefault(text[from..to], Unknown), new TextSpan(from, to)));
    }

    /// <summary>Words with a space between.</summary>
    public string Decode(IEnumerable<int> ids) => string.Join(' ', ids.Select(i => _words[i]));

    /// <exception cref="UserInputException">The file is missing or no word-level tokenizer.</exception>
    public static WordLevelTokenizer Read(string path)
    {
        var json = DataFile.Read<JsonObject>(path);
        try
        {
            var model = json["model"]!;
            if ((string?)model["type"] != "WordLevel")
            {
                throw new UserInputException($"{path}: holds a '{model["type"]}' model, expected WordLevel; point to the pocket model's folder.");
            }

            var words = model["vocab"]!.AsObject().OrderBy(p => (int)p.Value!).Select(p => p.Key).ToList();
            return new WordLevelTokenizer(words, (string)model["unk_token"]!);
        }
        catch (Exception e) when (e is NullReferenceException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new UserInputException($"{path}: not a tokenizer.json ({e.Message}); copy the file again.", e);
        }
    }

    /// <summary>Writes the file as Hugging Face's tokenizers library reads it.</summary>
    public void Write(string path, IReadOnlyList<string> special)
    {
        var vocabulary = new JsonObject(_words.Select((w, i) => KeyValuePair.Create(w, (JsonNode?)i)));
        var json = new JsonObject
        {
            ["version"] = "1.0",
            ["added_tokens"] = new JsonArray([.. special.Select(s => new JsonObject
            {
                ["id"] = _ids[s], ["content"] = s, ["single_word"] = false, ["lstrip"] = false, ["rstrip"] = false, ["normalized"] = false, ["special"] = true,
            })]),
            ["pre_tokenizer"] = new JsonObject
            {
                ["type"] = "Sequence",
                ["pretokenizers"] = new JsonArray(
                    new JsonObject { ["type"] = "WhitespaceSplit" },
                    new JsonObject { ["type"] = "Punctuation", ["behavior"] = "Isolated" },
                    new JsonObject { ["type"] = "Digits", ["individual_digits"] = false }),
            },
            ["model"] = new JsonObject { ["type"] = "WordLevel", ["vocab"] = vocabulary, ["unk_token"] = _words[Unknown] },
        };
        DataFile.Write(path, json);
    }

    private static Kind KindOf(Rune rune)
    {
        if (Rune.IsWhiteSpace(rune))
        {
            return Kind.Space;
        }

        var isMark = rune.IsAscii ? !Rune.IsLetterOrDigit(rune) && !Rune.IsControl(rune) : Rune.IsPunctuation(rune);
        return isMark ? Kind.Mark
            : Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber ? Kind.Digits : Kind.Letters;
    }

    private enum Kind
    {
        Space,
        Mark,
        Digits,
        Letters,
    }
}

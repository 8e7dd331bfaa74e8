namespace SaeFlows.Torch.Tokenizers;

/// <summary>Cuts as GPT-2 does where asked, then spells each word in <see cref="ByteAlphabet"/>.</summary>
internal sealed class ByteLevelPreTokenizer(bool addPrefixSpace, bool useRegex) : IPreTokenizer
{
    private const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
    private static readonly SplitPreTokenizer Words = new(TextPattern.Regex(Gpt2, "tokenizer"), SplitBehavior.Isolated, invert: false);
    private static readonly PrependNormalizer Space = new(" ");

    public IEnumerable<AlignedText> Cut(AlignedText text)
    {
        var prefixed = addPrefixSpace && text.Length > 0 && !char.IsWhiteSpace(text.Text[0]) ? Space.Apply(text) : text;
        var words = useRegex ? Words.Cut(prefixed) : [prefixed];
        return words.Select(Spell);
    }

    private static AlignedText Spell(AlignedText word)
    {
        var builder = new AlignedTextBuilder(word.Length);
        Span<byte> bytes = stackalloc byte[4];
        int at = 0;
        foreach (var rune in word.Text.EnumerateRunes())
        {
            int length = rune.EncodeToUtf8(bytes);
            var origin = word.OriginOf(at);
            for (int i = 0; i < length; i++)
            {
                builder.Add(ByteAlphabet.Of(bytes[i]), origin);
            }

            at += rune.Utf16SequenceLength;
        }

        return builder.Build();
    }
}

using CsCheck;
using SaeFlows.Core;
using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Torch.Tests.Tokenizers;

public class WordLevelTokenizerTests
{
    private static readonly WordLevelTokenizer Tokenizer = new(["<unk>", "what", "is", "^", "12", "?", "x"], "<unk>");

    [Theory]
    [InlineData("what is 12 ^ 12 ?", new[] { 1, 2, 4, 3, 4, 5 })]
    [InlineData("  what\tis 12^12?\n", new[] { 1, 2, 4, 3, 4, 5 })]
    [InlineData("12x?", new[] { 4, 6, 5 })]
    [InlineData("??", new[] { 5, 5 })]
    [InlineData("Natalia’s 🎈", new[] { 0, 0, 0, 0 })]
    [InlineData("", new int[0])]
    [InlineData(" ", new int[0])]
    public void Encode_Text_GivesIds(string text, int[] ids) => Assert.Equal(ids, Tokenizer.Encode(text).Select(t => t.Id));

    [Fact]
    public void Encode_AnyText_SpansAreInOrderAndCoverAllButWhiteSpace() => Gen.String[Gen.Char, 0, 40].Sample(text =>
    {
        var spans = Tokenizer.Encode(text).Select(t => t.Span).ToList();
        var covered = string.Concat(spans.Select(s => s.Of(text)));
        var plain = string.Concat(text.EnumerateRunes().Where(r => !System.Text.Rune.IsWhiteSpace(r)).Select(r => r.ToString()));
        Assert.Equal(plain.Length, covered.Length);
        Assert.All(spans.Zip(spans.Skip(1)), p => Assert.True(p.First.End <= p.Second.Start));
    });

    [Fact]
    public void Read_AfterWrite_GivesTheSameVocabulary()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("tokenizer.json");
        Tokenizer.Write(path, ["<unk>"]);

        Assert.Equal(Tokenizer.Encode("what is 12 ^ x ?"), WordLevelTokenizer.Read(path).Encode("what is 12 ^ x ?"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"model\": {\"type\": \"BPE\"}}")]
    [InlineData("{\"model\": {\"type\": \"WordLevel\", \"vocab\": {\"a\": \"b\"}}}")]
    [InlineData("[")]
    public void Read_NoWordLevelTokenizer_NamesTheFile(string content)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("tokenizer.json");
        File.WriteAllText(path, content);

        Assert.StartsWith(path, Assert.Throws<UserInputException>(() => WordLevelTokenizer.Read(path)).Message, StringComparison.Ordinal);
    }
}

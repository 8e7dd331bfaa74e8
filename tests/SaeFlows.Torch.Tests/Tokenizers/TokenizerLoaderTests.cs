using SaeFlows.Core;
using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Torch.Tests.Tokenizers;

public sealed class TokenizerLoaderTests
{
    private const string Words = """
        {"added_tokens":[{"id":0,"content":"<unk>","special":true},{"id":1,"content":"<s>","special":true}],
         "pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Punctuation"}]},
         "model":{"type":"WordLevel","unk_token":"<unk>","vocab":{"<unk>":0,"<s>":1,"a":2,"+":3,"12":4}}}
        """;

    [Fact]
    public void Load_WordLevel_GivesWordsSpansAndUnknowns()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("tokenizer.json"), Words);
        var sut = TokenizerLoader.Load(folder.Path);

        var tokens = sut.Encode("a+12 , b<s>");

        Assert.Equal([2, 3, 4, 0, 0, 1], tokens.Ids);
        Assert.Equal(["a", "+", "12", ",", "b", "<s>"], tokens.Offsets.Select(o => o.Of("a+12 , b<s>")));
        Assert.Equal("a + 12", sut.Decode([2, 3, 4]));
        Assert.Equal([1, 2], sut.EncodePrompt("a").Ids);
        Assert.NotEqual([1], sut.Encode("<s>", parseSpecial: false).Ids);
    }

    [Theory]
    [InlineData("tokenizer.json", "{", "not a valid tokenizer.json")]
    [InlineData("tokenizer.json", """{"model":{"type":"Unigram","vocab":[]}}""", "'Unigram' is not known")]
    [InlineData("tokenizer.json", """{"model":{"type":"BPE","vocab":{"a":0},"merges":["a b"]}}""", "merge 0")]
    [InlineData("tokenizer.json", """{"model":{"type":"WordLevel","vocab":{"a":0},"unk_token":"?"}}""", "unk_token '?'")]
    [InlineData("tokenizer.json", """{"normalizer":{"type":"BertNormalizer"},"model":{"type":"BPE","vocab":{"a":0},"merges":[]}}""", "'BertNormalizer' is not known")]
    [InlineData("tokenizer.json", """{"pre_tokenizer":{"type":"Split","pattern":{"Regex":"("},"behavior":"Isolated"},"model":{"type":"BPE","vocab":{"a":0},"merges":[]}}""", "cannot be used")]
    [InlineData("tokenizer.model", "no model at all", "neither JSON, tiktoken nor a whole SentencePiece model")]
    [InlineData("tokenizer.model", "", "is empty")]
    [InlineData("tokenizer.model", "IQ== 0\n?? x\n", "row 2")]
    public void Load_BadFile_NamesFileAndFault(string name, string content, string fault)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(name), content);

        var error = Assert.Throws<UserInputException>(() => TokenizerLoader.Load(folder.Path));

        Assert.Contains(name, error.Message);
        Assert.Contains(fault, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Load_NothingThere_SaysWhatIsLookedFor()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains("tokenizer.json", Assert.Throws<UserInputException>(() => TokenizerLoader.Load(folder.Path)).Message);
        Assert.Contains("no such file or folder", Assert.Throws<UserInputException>(() => TokenizerLoader.Load(folder.File("x"))).Message);
    }

    [Theory]
    [InlineData("""{"text":"a 12"}""", new[] { 2, 4 })]
    [InlineData("a 12", new[] { 2, 4 })]
    public void Run_RowsOrLines_GivesIdsAndOffsetsOfEach(string line, int[] ids)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("tokenizer.json"), Words);
        File.WriteAllText(folder.File("texts"), line + "\n" + line + "\n");

        var rows = TokenizeFile.Run(TokenizerLoader.Load(folder.Path), folder.File("texts"), bos: true).ToList();

        Assert.Equal(2, rows.Count);
        Assert.Equal([1, .. ids], rows[1].Ids);
        Assert.Equal([[0, 0], [0, 1], [2, 4]], rows[1].Offsets);
    }

    [Theory]
    [InlineData("{\"text\":\"a\"}\n{\"x\":1}\n", "row 2 has no 'text'")]
    [InlineData("{\"text\":\"a\"}\n{\"text\n", "row 2 is not valid JSON")]
    public void Run_BadRow_IsNamed(string content, string fault)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("tokenizer.json"), Words);
        File.WriteAllText(folder.File("texts"), content);

        var error = Assert.Throws<UserInputException>(() => TokenizeFile.Run(TokenizerLoader.Load(folder.Path), folder.File("texts"), bos: false).Count());

        Assert.Contains(fault, error.Message);
    }
}

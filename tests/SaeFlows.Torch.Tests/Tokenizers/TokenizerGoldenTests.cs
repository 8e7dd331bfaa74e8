using System.Text.Json;
using SaeFlows.Torch.Tests.Golden;
using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Torch.Tests.Tokenizers;

public sealed class TokenizerGoldenTests
{
    [Theory]
    [InlineData("llama3/tokenizer.json.gz")]
    [InlineData("phi3/phi3-v.tokenizer.json")]
    [InlineData("gemma/gemma3.tokenizer.json.gz")]
    public void Encode_AwkwardTexts_GivesTheIdsOfHuggingFace(string tokenizer)
    {
        var sut = TokenizerLoader.Load(SharedData.Path(["tokenizers", .. tokenizer.Split('/')]));
        var cases = File.ReadLines(GoldenFiles.Path("tokenizers.jsonl")).Select(l => JsonSerializer.Deserialize<Case>(l, JsonSerializerOptions.Web)!).Where(c => c.Tokenizer == tokenizer).ToList();

        Assert.Equal(62, cases.Count);
        Assert.All(cases, c => Assert.Equal(c.Ids, sut.Encode(c.Text).Ids));
        Assert.All(cases, c => Assert.Equal(c.Decoded, sut.Decode(c.Ids, skipSpecial: false)));
    }

    private sealed record Case(string Tokenizer, string Text, int[] Ids, string Decoded);
}

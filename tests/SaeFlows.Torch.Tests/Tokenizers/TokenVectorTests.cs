using System.Text.Json;
using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Torch.Tests.Tokenizers;

/// <summary>Published token ids: llama.cpp's vocabulary tests, ML.NET's approvals, mistral-common's samples.</summary>
public sealed class TokenVectorTests
{
    [Theory]
    [InlineData("ggml-vocab-llama-bpe.gguf", "llama3/tokenizer.json.gz")]
    [InlineData("ggml-vocab-llama-bpe.gguf", "llama3/tokenizer.model")]
    [InlineData("ggml-vocab-phi-3.gguf", "phi3/phi3-v.tokenizer.json")]
    [InlineData("ggml-vocab-phi-3.gguf", "vectors/llama2.tokenizer.model")]
    [InlineData("ggml-vocab-llama-spm.gguf", "vectors/llama2.tokenizer.model")]
    public void Encode_LlamaCppVectors_GivesTheirIds(string vectors, string tokenizer)
    {
        var sut = TokenizerLoader.Load(SharedData.Path(["tokenizers", .. tokenizer.Split('/')]));
        var texts = File.ReadAllText(SharedData.Path("tokenizers", "vectors", vectors + ".inp")).Split("\n__ggml_vocab_test__\n");
        var ids = File.ReadAllLines(SharedData.Path("tokenizers", "vectors", vectors + ".out"));

        var wrong = texts.Zip(ids).Where(v => string.Concat(sut.Encode(v.First).Ids.Select(id => " " + id)) != v.Second.TrimEnd())
            .Select(v => $"{JsonSerializer.Serialize(v.First)}: {string.Join(' ', sut.Encode(v.First).Ids)} not{v.Second}").ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(texts.Length >= 46);
    }

    [Fact]
    public void Encode_MlNetLlama3Approvals_GivesTheirIds() =>
        AssertApprovals("LLaMA3_1Tests", TokenizerLoader.Load(SharedData.Path("tokenizers", "llama3", "tokenizer.json.gz")), ids => ids);

    [Fact]
    public void Encode_MlNetPhi3Approvals_GivesTheirIds()
    {
        using var folder = new TemporaryFolder();
        File.Copy(SharedData.Path("tokenizers", "vectors", "llama2.tokenizer.model"), folder.File("tokenizer.model"));
        File.Copy(SharedData.Path("tokenizers", "phi3", "phi3-v.tokenizer_config.json"), folder.File("tokenizer_config.json"));

        AssertApprovals("Phi3Tests", TokenizerLoader.Load(folder.Path, PrefixScheme.FirstText), ids => ids);
    }

    /// <summary>
    /// ML.NET joins the run "}}}]" as "}}}" + "]"; SentencePiece joins equal scores leftmost first, "}}" + "}]",
    /// as mistral-common's own sample has it. The approval is put right in that one place.
    /// </summary>
    [Fact]
    public void Encode_MlNetMistralApprovals_GivesTheirIds() =>
        AssertApprovals(
            "Mistral_7B_Instruct_V0_3Tests",
            TokenizerLoader.Load(SharedData.Path("tokenizers", "mistral", "mistral_instruct_tokenizer_240323.model.v3")),
            ids => Replace(ids, [14879, 29561], [1743, 10925]));

    [Theory]
    [InlineData("v1", "tokenizer.model.v1")]
    [InlineData("v3", "mistral_instruct_tokenizer_240323.model.v3")]
    public void Encode_MistralCommonSample_GivesItsIds(string version, string tokenizer)
    {
        var sut = TokenizerLoader.Load(SharedData.Path("tokenizers", "mistral", tokenizer));
        using var sample = JsonDocument.Parse(File.ReadAllText(SharedData.Path("tokenizers", "mistral", "samples", "no_tools.sample.json")));
        using var expected = JsonDocument.Parse(File.ReadAllText(SharedData.Path("tokenizers", "mistral", "samples", $"no_tools.tokens_{version}.json")));
        var ids = new List<int> { sut.BosId!.Value };
        foreach (var message in sample.RootElement.GetProperty("messages").EnumerateArray())
        {
            string content = message.GetProperty("content").GetString()!;
            bool user = message.GetProperty("role").GetString() == "user";
            ids.AddRange((user, version) switch
            {
                (true, "v1") => sut.Encode($"[INST] {content} [/INST]").Ids,
                (true, _) => [sut.IdOf("[INST]")!.Value, .. sut.Encode(content).Ids, sut.IdOf("[/INST]")!.Value],
                _ => [.. sut.Encode(content).Ids, sut.EosId!.Value],
            });
        }

        Assert.Equal(expected.RootElement.GetProperty("tokens").EnumerateArray().Select(t => t.GetInt32()), ids);
    }

    private static void AssertApprovals(string name, Tokenizer sut, Func<int[], int[]> mended)
    {
        var approvals = Approvals(name).ToList();
        Assert.NotEmpty(approvals);
        Assert.All(approvals, a => Assert.Equal(mended(a.Ids), sut.Encode(a.Text).Ids));
    }

    private static int[] Replace(int[] ids, int[] from, int[] to)
    {
        int at = ids.AsSpan().IndexOf(from);
        return at < 0 ? ids : [.. ids[..at], .. to, .. ids[(at + from.Length)..]];
    }

    private static IEnumerable<(string Text, int[] Ids)> Approvals(string name)
    {
        string all = File.ReadAllText(SharedData.Path("tokenizers", "vectors", $"mlnet.{name}.TokenizerTest.approved.txt")).TrimStart('\uFEFF');
        var text = new List<string>();
        foreach (string line in all.Split('\n'))
        {
            if (line.Split(", ").All(p => int.TryParse(p.Trim(), out _)))
            {
                yield return (string.Join('\n', text), [.. line.Split(", ").Select(int.Parse)]);
                text.Clear();
            }
            else
            {
                text.Add(line.TrimEnd('\r'));
            }
        }
    }
}

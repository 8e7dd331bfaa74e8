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

    [Theory]
    [InlineData("LLaMA3_1Tests", "llama3/tokenizer.json.gz", PrefixScheme.Never)]
    [InlineData("Phi3Tests", "vectors/llama2.tokenizer.model", PrefixScheme.FirstText)]
    [InlineData("Mistral_7B_Instruct_V0_3Tests", "mistral/mistral_instruct_tokenizer_240323.model.v3", PrefixScheme.FirstText)]
    public void Encode_MlNetApprovals_GivesTheirIds(string approval, string tokenizer, PrefixScheme prefix)
    {
        var sut = TokenizerLoader.Load(SharedData.Path(["tokenizers", .. tokenizer.Split('/')]), prefix);
        int seen = 0;
        foreach (var (text, ids) in Approvals(approval).Where(a => a.Text.IndexOf("<|user|>", StringComparison.Ordinal) < 0))
        {
            Assert.Equal(ids, sut.Encode(text).Ids);
            seen++;
        }

        Assert.True(seen > 0);
    }

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

using SaeFlows.Core;
using SaeFlows.Torch.Models;

namespace SaeFlows.Torch.Tests.Models;

public sealed class DecoderSpecReaderTests
{
    private const string Sizes = "\"vocab_size\":40,\"hidden_size\":16,\"intermediate_size\":24,\"num_hidden_layers\":3,\"num_attention_heads\":4";

    [Theory]
    [InlineData("{\"model_type\":\"qwen2\"," + Sizes + "}", "'qwen2' is not known")]
    [InlineData("{" + Sizes + "}", "'(none named)' is not known")]
    [InlineData("{\"model_type\":\"llama\"}", "lacks 'hidden_size'")]
    [InlineData("{\"model_type\":\"llama\",\"num_key_value_heads\":3," + Sizes + "}", "not a multiple")]
    [InlineData("{\"model_type\":\"llama\",\"hidden_act\":\"mish\"," + Sizes + "}", "'mish' is not known")]
    [InlineData("{\"model_type\":\"llama\",\"rope_scaling\":{\"type\":\"ntk\"}," + Sizes + "}", "'ntk' is not known")]
    [InlineData("{\"model_type\":\"llama\",\"rope_scaling\":{\"type\":\"linear\"}," + Sizes + "}", "needs a 'factor'")]
    [InlineData("{\"model_type\":\"phi3\",\"rope_scaling\":{\"type\":\"su\",\"short_factor\":[1],\"long_factor\":[1]}," + Sizes + "}", "2 values")]
    [InlineData("{\"model_type\":\"gemma2\",\"layer_types\":[\"full_attention\"]," + Sizes + "}", "'layer_types'")]
    [InlineData("{\"model_type\":\"llama\",\"hidden_size\":\"x\"}", "must be a number")]
    [InlineData("{\"model_type\":\"llama\",", "not valid JSON")]
    [InlineData("[]", "not valid JSON")]
    public void Read_BadConfiguration_NamesFileAndFault(string json, string fault)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("config.json"), json);

        var error = Assert.Throws<UserInputException>(() => DecoderSpecReader.Read(folder.Path));

        Assert.Contains("config.json", error.Message);
        Assert.Contains(fault, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("phi-3-mini-128k-instruct-config.json", "phi3", 96, RopeKind.LongRope)]
    [InlineData("phi-3-mini-4k-instruct-config.json", "phi3", 96, RopeKind.Default)]
    [InlineData("meta-llama-3.1-8B-Instruct.json", "llama", 128, RopeKind.Llama3)]
    [InlineData("mistral-7B-instruct-v0.3.json", "mistral", 128, RopeKind.Default)]
    [InlineData("gemma-7b.config.json", "gemma", 256, RopeKind.Default)]
    public void Read_PublishedConfiguration_UnderstandsIt(string file, string family, int headSize, RopeKind rope)
    {
        using var folder = new TemporaryFolder();
        File.Copy(SharedData.Path("model-configs", file), folder.File("config.json"));

        var spec = DecoderSpecReader.Read(folder.Path);

        Assert.Equal((family, headSize, rope), (spec.Family, spec.HeadSize, spec.Rope.Kind));
    }

    [Theory]
    [InlineData("LLaMA3_1Tests.Llama_3_1_8b_ShapeTest", "meta-llama-3.1-8B-Instruct.json")]
    [InlineData("Phi3Tests.Phi3Mini4KShapeTest", "phi-3-mini-4k-instruct-config.json")]
    [InlineData("Mistral_7B_Instruct_V0_3Tests.Mistral_7B_Instruct_V0_3_ShapeTest", "mistral-7B-instruct-v0.3.json")]
    public void Of_PublishedConfiguration_GivesThePublishedShapes(string approval, string config)
    {
        using var folder = new TemporaryFolder();
        File.Copy(SharedData.Path("model-configs", config), folder.File("config.json"));
        string published = File.ReadAllText(SharedData.Path("model-configs", $"shapes.{approval}.txt")).ReplaceLineEndings("\n") + "\n";

        Assert.All(DecoderShapes.Of(DecoderSpecReader.Read(folder.Path)), t => Assert.Contains($"{t.Name} shape: [{string.Join(", ", t.Shape)}]\n", published));
    }
}

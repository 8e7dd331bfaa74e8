using SaeFlows.Core;
using SaeFlows.Torch.Models;
using SaeFlows.Torch.Tests.Models;

namespace SaeFlows.Torch.Tests.Weights;

[Collection(nameof(LiveTensors))]
public sealed class BadWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BadWeightsTests() => TestModels.Write(_folder.Path, "llama");

    [Fact]
    public void Load_TensorMissing_NamesIt()
    {
        File.WriteAllText(_folder.File("config.json"), TestModels.Configs["llama"].Replace("\"num_hidden_layers\":2", "\"num_hidden_layers\":3", StringComparison.Ordinal));
        AssertRefused("model.layers.2.input_layernorm.weight", "config.json", "lacks");
    }

    [Fact]
    public void Load_ShapeDiffers_NamesBoth()
    {
        File.WriteAllText(_folder.File("config.json"), TestModels.Configs["llama"].Replace("\"intermediate_size\":24", "\"intermediate_size\":28", StringComparison.Ordinal));
        AssertRefused("model.safetensors", "[24,16]", "[28,16]");
    }

    [Fact]
    public void Load_FileTruncated_SaysBySoMuch()
    {
        using (var file = File.OpenWrite(_folder.File("model.safetensors")))
        {
            file.SetLength(file.Length - 100);
        }

        AssertRefused("model.safetensors", "is cut off");
    }

    [Fact]
    public void Load_NoWeights_SaysWhatIsLookedFor()
    {
        File.Delete(_folder.File("model.safetensors"));
        File.WriteAllText(_folder.File("pytorch_model.bin"), "x");
        AssertRefused("model.safetensors.index.json", ".bin files are not read");
    }

    [Theory]
    [InlineData("../outside.safetensors", "lies outside the folder")]
    [InlineData("/etc/passwd", "lies outside the folder")]
    [InlineData("sub/model.safetensors", "lies outside the folder")]
    [InlineData("C:\\\\model.safetensors", "lies outside the folder")]
    [InlineData("model-00002.safetensors", "is not in the folder")]
    public void Load_IndexNamesFile_ThatCannotBe(string shard, string fault)
    {
        File.Move(_folder.File("model.safetensors"), _folder.File("model-00001.safetensors"));
        File.WriteAllText(_folder.File("model.safetensors.index.json"), $$$"""{"weight_map":{"lm_head.weight":"{{{shard}}}"}}""");
        AssertRefused("model.safetensors.index.json", fault);
    }

    [Fact]
    public void Load_IndexNamesTensor_ThatShardLacks()
    {
        File.Move(_folder.File("model.safetensors"), _folder.File("one.safetensors"));
        File.WriteAllText(_folder.File("model.safetensors.index.json"), """{"weight_map":{"nothing":"one.safetensors"}}""");
        AssertRefused("'nothing'", "one.safetensors");
    }

    [Fact]
    public void Load_IndexIsBroken_NamesIt()
    {
        File.Delete(_folder.File("model.safetensors"));
        File.WriteAllText(_folder.File("model.safetensors.index.json"), """{"weight_map":{}}""");
        AssertRefused("model.safetensors.index.json", "not a valid index");
    }

    public void Dispose() => _folder.Dispose();

    private void AssertRefused(params string[] parts)
    {
        long before = LiveTensors.Count();

        var error = Assert.Throws<UserInputException>(() => LanguageModel.Load(_folder.Path, cancellationToken: TestContext.Current.CancellationToken));

        Assert.All(parts, part => Assert.Contains(part, error.Message));
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(before, LiveTensors.Count());
    }
}

using SaeFlows.Core;
using SaeFlows.Pocket.Assets;
using SaeFlows.Torch.Runtime;

namespace SaeFlows.Torch.Tests.Runtime;

public sealed class ModelLoadingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PocketAssets _copy;

    public ModelLoadingTests()
    {
        _copy = new PocketAssets(_folder.Path);
        var shipped = PocketAssets.Shipped.Root;
        foreach (var file in Directory.EnumerateFiles(shipped, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(_copy.Root, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    [Theory]
    [InlineData("model/config.json")]
    [InlineData("model/model.safetensors")]
    [InlineData("model/tokenizer.json")]
    [InlineData("sae/cfg.json")]
    [InlineData("sae/sae_weights.safetensors")]
    [InlineData("sae/labels.json")]
    [InlineData("domain/profile.json")]
    public void Load_MissingFile_IsOneLineThatNamesIt(string file)
    {
        File.Delete(Path.Combine(_copy.Root, file));

        AssertNames(file);
    }

    [Theory]
    [InlineData("model/config.json")]
    [InlineData("model/model.safetensors")]
    [InlineData("model/tokenizer.json")]
    [InlineData("sae/cfg.json")]
    [InlineData("sae/sae_weights.safetensors")]
    [InlineData("sae/labels.json")]
    [InlineData("domain/profile.json")]
    [InlineData("domain/tables.json")]
    [InlineData("domain/probe.json")]
    public void Load_TruncatedFile_IsOneLineThatNamesIt(string file)
    {
        var path = Path.Combine(_copy.Root, file);
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);

        AssertNames(file);
    }

    [Fact]
    public void Load_WeightsOfAnotherConfig_IsOneLineThatNamesThem()
    {
        var path = Path.Combine(_copy.ModelFolder, "config.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"intermediate_size\": 384", "\"intermediate_size\": 400", StringComparison.Ordinal));

        AssertNames("model/model.safetensors");
    }

    [Fact]
    public void Load_NoFolder_NamesIt()
    {
        Directory.Delete(_copy.SaeFolder, recursive: true);

        AssertNames("sae");
    }

    [Fact]
    public void Load_WholeCopy_DescribesItself()
    {
        using var runtime = TorchModelRuntime.Load(PocketFixture.Options(_copy));

        Assert.Equal(64, runtime.Description.ModelSha256.Length);
        Assert.Equal("maths", runtime.Description.Domain);
        Assert.Contains("fvu", runtime.Description.Metrics.Keys);
        Assert.Equal(7, runtime.Description.Detectors.Count);
    }

    public void Dispose() => _folder.Dispose();

    private void AssertNames(string file)
    {
        var error = Assert.Throws<UserInputException>(() => TorchModelRuntime.Load(PocketFixture.Options(_copy)));
        Assert.StartsWith(Path.GetDirectoryName(Path.Combine(_copy.Root, file))!, error.Message, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(file), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}

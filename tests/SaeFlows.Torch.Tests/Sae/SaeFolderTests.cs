using SaeFlows.Core;
using SaeFlows.Torch.Sae;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.Sae;

public sealed class SaeFolderTests : TorchTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Read_AfterWrite_GivesTheSameWeightsAndConfig()
    {
        using var sae = Write(Config());

        var (read, config) = SaeFolder.Read(_folder.Path);

        Assert.Equal(3, config.Layer);
        Assert.All(sae.Weights, w => Assert.Equal(w.Value.data<float>().ToArray(), read.Weights[w.Key].data<float>().ToArray()));
        read.Dispose();
    }

    [Fact]
    public void Read_TruncatedWeights_NamesFileAndFix()
    {
        Write(Config()).Dispose();
        var path = _folder.File(SaeFolder.WeightsFile);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^9]);

        var error = Assert.Throws<UserInputException>(() => SaeFolder.Read(_folder.Path));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("cut off", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ConfigOfAnotherWidth_NamesTheTensor()
    {
        Write(Config() with { Latents = 9 }).Dispose();

        Assert.Contains("'W_enc'", Assert.Throws<UserInputException>(() => SaeFolder.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OtherArchitecture_IsRefused()
    {
        Write(Config() with { Architecture = "transcoder" }).Dispose();

        Assert.Contains("transcoder", Assert.Throws<UserInputException>(() => SaeFolder.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoWeights_NamesTheMissingFile()
    {
        Write(Config()).Dispose();
        File.Delete(_folder.File(SaeFolder.WeightsFile));

        Assert.Contains(SaeFolder.WeightsFile, Assert.Throws<UserInputException>(() => SaeFolder.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static SaeConfig Config() => new() { InputSize = 4, Latents = 8, Model = "m", Hook = "model.layers.3.mlp", Layer = 3 };

    private ReluAutoencoder Write(SaeConfig config)
    {
        var sae = ReluAutoencoder.Create(ones(4), 8, 1);
        SaeFolder.Write(_folder.Path, sae, config);
        return sae;
    }
}

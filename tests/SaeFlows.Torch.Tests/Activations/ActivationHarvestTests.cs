using SaeFlows.Pocket.Assets;
using SaeFlows.Torch.Activations;
using SaeFlows.Torch.Models;
using SaeFlows.Torch.Runtime;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.Activations;

public class ActivationHarvestTests : TorchTests
{
    [Fact]
    public void Collect_ModelFolder_GivesWhatThePocketDecoderGives()
    {
        using var scope = NewDisposeScope();
        string folder = PocketAssets.Shipped.ModelFolder;
        using var pocket = PocketDecoder.Read(folder);
        using var model = LanguageModel.Load(folder, cancellationToken: TestContext.Current.CancellationToken);
        MarkedText[] texts = [new(0, [1, 5, 9, 12]), new(1, [1, 7]), new(0, [1, 30, 31, 32]), new(2, [1, 8, 8, 8, 8, 8])];

        using var expected = ActivationHarvest.Collect(pocket.Model, texts, 1, TestContext.Current.CancellationToken);
        using var found = ActivationHarvest.Collect(model, texts, 1, TestContext.Current.CancellationToken);

        Assert.Equal([7, 5, 9, 12, 30, 31, 32, 8, 8, 8, 8, 8], found.Tokens);
        Assert.Equal(expected.Tokens, found.Tokens);
        Assert.Equal(expected.Texts, found.Texts);
        Assert.Equal(expected.Domains, found.Domains);
        Assert.Equal(expected.Positions, found.Positions);
        Assert.True((expected.Values - found.Values).abs().max().item<float>() < 1e-4);
    }
}

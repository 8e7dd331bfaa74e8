using SaeFlows.Torch.Models;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.Models;

public sealed class DecoderTests
{
    [Theory]
    [InlineData("llama")]
    [InlineData("mistral")]
    [InlineData("gemma2")]
    [InlineData("phi3")]
    public void Forward_TensorsByName_GivesGradientsToAllAndTheSameLogits(string family)
    {
        using var folder = new TemporaryFolder();
        TestModels.Write(folder.Path, family);
        using var model = LanguageModel.Load(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        var tensors = SaeFlows.Torch.Weights.SafetensorsReader.Read(folder.File("model.safetensors"));
        foreach (var tensor in tensors.Values)
        {
            tensor.requires_grad = true;
        }

        using var trained = Decoder.FromTensors(model.Spec, tensors);
        using var scope = NewDisposeScope();
        var tokens = randint(3, 40, [3, 9], dtype: ScalarType.Int64);
        var logits = trained.Forward(tokens);
        logits.square().mean().backward();

        Assert.All(tensors, t => Assert.True(t.Value.grad is { } g && g.abs().sum().item<float>() > 0, t.Key));
        using var plain = inference_mode();
        Assert.InRange((logits - model.Decoder.Forward(tokens)).abs().max().item<float>(), 0, 1e-4);
    }

    [Fact]
    public void Forward_WithTap_OffersWhatIsWantedOnly()
    {
        using var model = TestModels.Load("gemma2");
        var seen = new List<(int, ActivationSite, long, long)>();
        using var scope = NewDisposeScope();
        using var plain = inference_mode();
        var tap = new ActivationTap((layer, site) => layer == 1 && site != ActivationSite.MlpOutput, (layer, site, values) => seen.Add((layer, site, values.shape[0], values.shape[1])));

        model.Decoder.Forward(tensor(new long[] { 3, 4, 5, 6 }, [2, 2]), tap);

        Assert.Equal([(1, ActivationSite.MlpHidden, 4, 24), (1, ActivationSite.Residual, 4, 16)], seen);
    }

    [Fact]
    public void Forward_LaterTokenChanged_LeavesEarlierLogits()
    {
        using var model = TestModels.Load("llama");
        using var scope = NewDisposeScope();
        using var plain = inference_mode();
        var one = model.Decoder.Forward(tensor(new long[] { 3, 4, 5, 6 }, [1, 4]));
        var other = model.Decoder.Forward(tensor(new long[] { 3, 4, 5, 39 }, [1, 4]));

        Assert.True(one.narrow(1, 0, 3).allclose(other.narrow(1, 0, 3)));
        Assert.False(one.narrow(1, 3, 1).allclose(other.narrow(1, 3, 1)));
    }
}

using SaeFlows.Torch.Sae;
using SaeFlows.Torch.Sae.Exchange;
using SaeFlows.Torch.Sae.Kinds;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.Sae;

/// <summary>Small random autoencoders of all architectures.</summary>
internal static class TestAutoencoders
{
    public const int Width = 3;
    public const int Latents = 5;

    public static SaeBundle Create(string architecture, bool subtracts = true, int? k = null, double? threshold = null)
    {
        using var generator = new Generator(17);
        var weights = AutoencoderKinds.Shapes(architecture, Width, Latents).ToDictionary(s => s.Name, s => randn(s.Shape, generator: generator).DetachFromDisposeScope());
        if (weights.TryGetValue("threshold", out var thresholds))
        {
            thresholds.abs_();
            if (threshold is { } all)
            {
                thresholds.fill_(all);
            }
        }

        return new SaeBundle(AutoencoderKinds.Create(architecture, weights, subtracts, k ?? 0), new SaeConfig
        {
            Architecture = architecture, InputSize = Width, Latents = Latents, SubtractsDecoderBias = subtracts, K = k, Model = "tiny", Hook = "blocks.2.hook_mlp_out", Layer = 2,
        });
    }

    public static void AssertSame(SaeBundle expected, SaeBundle found)
    {
        Assert.Equal(expected.Sae.Architecture, found.Sae.Architecture);
        Assert.Equal(((SparseAutoencoder)expected.Sae).SubtractsDecoderBias, ((SparseAutoencoder)found.Sae).SubtractsDecoderBias);
        Assert.Equal(expected.Config.K, found.Config.K);
        Assert.Equal((expected.Config.Model, expected.Config.Hook, expected.Config.Layer), (found.Config.Model, found.Config.Hook, found.Config.Layer));
        Assert.Equal(expected.Sae.Weights.Keys.Order(), found.Sae.Weights.Keys.Order());
        Assert.All(expected.Sae.Weights, w => Assert.Equal(w.Value.data<float>().ToArray(), found.Sae.Weights[w.Key].data<float>().ToArray()));
        Assert.All(expected.Sae.Weights, w => Assert.Equal(w.Value.shape, found.Sae.Weights[w.Key].shape));
    }
}

using SaeFlows.Core.Training;
using SaeFlows.Torch.Sae;
using SaeFlows.Torch.Sae.Trainers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.Sae;

public class GatheredDecoderTests : TorchTests
{
    [Fact]
    public void Decode_EntriesInAnyOrder_EqualsTheDenseProductForwardAndBack()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var rows = randn([12, 5], generator: generator);
        var dense = Sparse(7, 12, generator);
        dense.requires_grad = true;
        var plain = rows.clone();
        plain.requires_grad = true;
        var upstream = randn([7, 5], generator: generator);
        dense.matmul(plain).mul(upstream).sum().backward();

        // Token 3 has no entry at all, the others differ in how many.
        var places = dense.detach().flatten().nonzero().flatten().flip(0);
        var values = dense.detach().flatten().index_select(0, places);
        values.requires_grad = true;
        var weight = new Parameter(rows.clone());
        using var decoder = new GatheredDecoder(weight);
        var decoded = decoder.Decode(values, places, 7, 12);
        decoded.mul(upstream).sum().backward();

        AssertNear(dense.detach().matmul(rows), decoded.detach(), 1e-5);
        AssertNear(plain.grad!, weight.grad!, 1e-5);
        AssertNear(dense.grad!.flatten().index_select(0, places), values.grad!, 1e-5);
    }

    [Theory]
    [InlineData(SaeKinds.TopK)]
    [InlineData(SaeKinds.BatchTopK)]
    public void Train_Gathered_MakesTheAutoencoderOfTheDenseTrainer(string kind)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var truth = nn.functional.normalize(randn([40, 24], generator: generator), dim: 1);
        var data = (rand([4096, 40], generator: generator).lt(0.1).to(ScalarType.Float32) * (1 + rand([4096, 40], generator: generator))).matmul(truth);
        var settings = new SaeTrainingSettings
        {
            Model = "m", Text = "t", Layers = [0], Kind = kind, Latents = 400, K = 3, BatchSize = 256, Tokens = 256 * 200, DeadAfterTokens = 1000,
        };
        using var gathered = SaeTrainer.Create(settings, data, sparse: false, gathers: true);
        using var dense = SaeTrainer.Create(settings, data, sparse: false, gathers: false);
        var dead = 0L;
        for (var step = 0; step < 60; step++)
        {
            var batch = data.narrow(0, step * 256 % 4096, 256);
            var (found, expected) = (gathered.Train(batch), dense.Train(batch));
            Assert.Equal(expected.Fvu, found.Fvu, 2e-3);
            Assert.Equal(expected.L0, found.L0, 0.1);
            dead += expected.Dead;
        }

        Assert.True(dead > 0, "no latent was ever dead: AuxK was not tried");
        using var first = gathered.ToAutoencoder();
        using var second = dense.ToAutoencoder();
        Assert.Equal(SaeMetrics.Measure(second, data).Fvu, SaeMetrics.Measure(first, data).Fvu, 2e-3);
    }

    private static Tensor Sparse(long tokens, long latents, Generator generator)
    {
        var values = rand([tokens, latents], generator: generator);
        values[3] = 0;
        return values * rand([tokens, latents], generator: generator).lt(0.4).to(ScalarType.Float32);
    }

    private static void AssertNear(Tensor expected, Tensor actual, double tolerance) =>
        Assert.True((expected - actual).abs().max().item<float>() <= tolerance, $"differs by {(expected - actual).abs().max().item<float>()}");
}

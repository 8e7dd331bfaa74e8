using SaeFlows.Torch.Sae;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.Sae;

public class ReluAutoencoderTests : TorchTests
{
    private const double L1 = 0.3;

    [Theory]
    [InlineData("W_enc")]
    [InlineData("b_enc")]
    [InlineData("W_dec")]
    [InlineData("b_dec")]
    public void Loss_GradientOfEveryParameter_MatchesFiniteDifferences(string name)
    {
        using var scope = NewDisposeScope();
        using var sae = Small();
        using var generator = new Generator(3);
        var batch = randn([7, 4], dtype: ScalarType.Float64, generator: generator);
        var parameter = sae.Weights[name];
        parameter.requires_grad = true;
        ReluAutoencoderTrainer.Loss(sae, batch, L1).Loss.backward();

        using var none = no_grad();
        for (var i = 0; i < parameter.numel(); i++)
        {
            var expected = (At(1e-6, i) - At(-1e-6, i)) / 2e-6;
            Assert.Equal(expected, parameter.grad!.reshape(-1)[i].item<double>(), 5);
        }

        double At(double shift, int index)
        {
            var entry = parameter.view(-1)[index];
            entry.add_(shift);
            var loss = ReluAutoencoderTrainer.Loss(sae, batch, L1).Loss.item<double>();
            entry.sub_(shift);
            return loss;
        }
    }

    [Fact]
    public void Encode_SilentLatents_AreExactlyZero()
    {
        using var scope = NewDisposeScope();
        using var sae = Small();

        Assert.True(sae.Encode(zeros(2, 4, ScalarType.Float64)).ge(0).all().item<bool>());
    }

    [Fact]
    public void Train_SparseMixture_RebuildsIt()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var directions = nn.functional.normalize(randn([12, 8], generator: generator), dim: 1);
        var active = rand([6000, 12], generator: generator).lt(0.1).to(ScalarType.Float32) * (1 + rand([6000, 12], generator: generator));
        var data = active.matmul(directions);

        using var sae = ReluAutoencoderTrainer.Train(data, new SaeTrainingOptions { Latents = 32, Steps = 1500, BatchSize = 256, L1 = 0.6, L1WarmUpSteps = 100, ResampleEvery = 100 }, null, TestContext.Current.CancellationToken);
        var metrics = SaeMetrics.Measure(sae, data);

        Assert.InRange(metrics.Fvu, 0, 0.05);
        Assert.InRange(metrics.L0, 0.5, 6);
        Assert.Equal(1, sae.DecoderWeight.norm(1).mean().item<float>(), 3);
    }

    [Fact]
    public void Measure_PerfectAndEmptyAutoencoders_HaveFvuZeroAndOne()
    {
        using var scope = NewDisposeScope();
        var data = randn(50, 3);
        using var perfect = new ReluAutoencoder(new Dictionary<string, Tensor>
        {
            ["W_enc"] = cat([eye(3), -eye(3)], 1), ["b_enc"] = zeros(6), ["W_dec"] = cat([eye(3), -eye(3)], 0), ["b_dec"] = zeros(3),
        });
        using var empty = new ReluAutoencoder(new Dictionary<string, Tensor>
        {
            ["W_enc"] = zeros(3, 6), ["b_enc"] = zeros(6), ["W_dec"] = zeros(6, 3), ["b_dec"] = data.mean(new long[] { 0 }),
        });

        Assert.Equal(0, SaeMetrics.Measure(perfect, data).Fvu, 6);
        Assert.Equal(1, SaeMetrics.Measure(empty, data).Fvu, 5);
        Assert.Equal(1, SaeMetrics.Measure(empty, data).DeadShare);
        Assert.Equal(3, SaeMetrics.Measure(perfect, data).L0, 6);
    }

    private static ReluAutoencoder Small()
    {
        using var generator = new Generator(1);
        Tensor Draw(params long[] shape) => randn(shape, dtype: ScalarType.Float64, generator: generator).DetachFromDisposeScope();
        return new ReluAutoencoder(new Dictionary<string, Tensor> { ["W_enc"] = Draw(4, 6), ["b_enc"] = Draw(6), ["W_dec"] = Draw(6, 4), ["b_dec"] = Draw(4) });
    }
}

using SaeFlows.Core.Training;
using SaeFlows.Torch.Sae;
using SaeFlows.Torch.Sae.Trainers;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.Sae;

public class SparseTrainingTests : TorchTests
{
    [Theory]
    [InlineData(SaeKinds.ReluL1)]
    [InlineData(SaeKinds.TopK)]
    [InlineData(SaeKinds.BatchTopK)]
    public void Train_SparseAndDenseTrainers_MakeTheSameAutoencoder(string kind)
    {
        Assert.SkipUnless(SparseTraining.Fits(Settings(kind)), "this processor has no 512-bit vectors, so every step is dense");
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var truth = nn.functional.normalize(randn([40, 24], generator: generator), dim: 1);
        var data = (rand([4096, 40], generator: generator).lt(0.1).to(ScalarType.Float32) * (1 + rand([4096, 40], generator: generator))).matmul(truth);
        using var sparse = SaeTrainer.Create(Settings(kind), data);
        using var dense = SaeTrainer.Create(Settings(kind), data, sparse: false);
        for (var step = 0; step < 200; step++)
        {
            var batch = data.narrow(0, step * 256 % 4096, 256);
            var (found, expected) = (sparse.Train(batch), dense.Train(batch));
            Assert.Equal(expected.Dead, found.Dead);
            Assert.Equal(expected.Fvu, found.Fvu, 2e-3);
            Assert.Equal(expected.L0, found.L0, 0.1);
        }

        using var fast = sparse.ToAutoencoder();
        using var slow = dense.ToAutoencoder();
        Assert.Equal(SaeMetrics.Measure(slow, data).Fvu, SaeMetrics.Measure(fast, data).Fvu, 2e-3);
    }

    private static SaeTrainingSettings Settings(string kind) => new()
    {
        Model = "m", Text = "t", Layers = [0], Kind = kind, Latents = 96, K = 5, Sparsity = 0.3, BatchSize = 256, Tokens = 256 * 200, DeadAfterTokens = 4000, ResampleEvery = 50,
    };
}

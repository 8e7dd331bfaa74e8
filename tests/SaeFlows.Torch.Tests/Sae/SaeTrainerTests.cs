using SaeFlows.Core;
using SaeFlows.Core.Training;
using SaeFlows.Torch.Sae;
using SaeFlows.Torch.Sae.Kinds;
using SaeFlows.Torch.Sae.Trainers;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.Sae;

public sealed class SaeTrainerTests : TorchTests, IDisposable
{
    private const int Steps = 40;
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Kinds => [.. SaeKinds.All];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Load_AfterSave_GoesOnToTheBit(string kind)
    {
        using var scope = NewDisposeScope();
        var data = Sparse(2000);
        using var whole = SaeTrainer.Create(Settings(kind), data);
        using var first = SaeTrainer.Create(Settings(kind), data);
        Train(whole, data, 0, Steps);
        Train(first, data, 0, Steps / 2);
        first.Save(_folder.File("half.safetensors"), new Dictionary<string, string> { ["note"] = "mine" });

        var (second, notes) = SaeTrainer.Load(_folder.File("half.safetensors"), Settings(kind));
        Train(second, data, Steps / 2, Steps);

        Assert.Equal("mine", notes["note"]);
        Assert.Equal(Steps, second.Step);
        using var expected = whole.ToAutoencoder();
        using var found = second.ToAutoencoder();
        Assert.All(expected.Weights, w => Assert.Equal(w.Value.data<float>().ToArray(), found.Weights[w.Key].data<float>().ToArray()));
        second.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ToAutoencoder_AfterTraining_HasUnitRowsAndRebuildsUnscaledInputs(string kind)
    {
        using var scope = NewDisposeScope();
        var data = Sparse(4000) * 37;
        using var trainer = SaeTrainer.Create(Settings(kind), data);
        Train(trainer, data, 0, 400);

        using var sae = trainer.ToAutoencoder();

        Assert.All(sae.Weights["W_dec"].norm(1).data<float>().ToArray(), n => Assert.Equal(1, n, 4));
        Assert.InRange(SaeMetrics.Measure(sae, data).Fvu, 0, 0.5);
    }

    [Fact]
    public void ToAutoencoder_OfBatchTopK_IsAJumpReluThatKeepsTheBudget()
    {
        using var scope = NewDisposeScope();
        var data = Sparse(4000);
        using var trainer = SaeTrainer.Create(Settings(SaeKinds.BatchTopK), data);
        Train(trainer, data, 0, 400);

        using var sae = trainer.ToAutoencoder();

        var jump = Assert.IsType<JumpReluAutoencoder>(sae);
        Assert.Single(jump.Threshold.data<float>().ToArray().Distinct());
        Assert.InRange(SaeMetrics.Measure(sae, data).L0, 1.5, 4.5);
    }

    [Fact]
    public void Train_InBfloat16_KeepsFloat32WeightsAndLearns()
    {
        using var scope = NewDisposeScope();
        var data = Sparse(4000);
        using var trainer = SaeTrainer.Create(Settings(SaeKinds.ReluL1) with { Bfloat16 = true }, data);

        double before = trainer.Train(data.narrow(0, 0, 256)).Fvu;
        Train(trainer, data, 1, 400);
        double after = trainer.Train(data.narrow(0, 0, 256)).Fvu;

        Assert.All(trainer.Trainee.Parameters.Values, p => Assert.Equal(ScalarType.Float32, p.dtype));
        Assert.True(after < before / 2, $"FVU {before} before, {after} after");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Train_LatentsThatAreDead_ComeBack(string kind)
    {
        using var scope = NewDisposeScope();
        var data = Sparse(4000);
        var settings = Settings(kind) with { DeadAfterTokens = 2000, ResampleEvery = 20, AuxWeight = 0.5 };
        using var trainer = SaeTrainer.Create(settings, data);
        using (no_grad())
        {
            string bias = kind == SaeKinds.Gated ? "b_gate" : "b_enc";
            trainer.Trainee.Parameters[bias].narrow(0, 0, 8).fill_(-20);
        }

        Train(trainer, data, 0, 30);
        long dead = trainer.Train(data.narrow(0, 0, 256)).Dead;
        Train(trainer, data, 31, 500);
        long left = trainer.Train(data.narrow(0, 0, 256)).Dead;

        Assert.True(dead >= 8 || kind is SaeKinds.ReluL1 or SaeKinds.JumpRelu or SaeKinds.Gated, $"{dead} were dead");
        Assert.InRange(left, 0, 4);
    }

    [Fact]
    public void Load_FileThatIsNoCheckpoint_NamesItAndTheFix()
    {
        string path = _folder.File("other.safetensors");
        SaeFlows.Torch.Weights.SafetensorsWriter.Write(path, new Dictionary<string, Tensor> { ["b_dec"] = zeros(3) });

        var error = Assert.Throws<UserInputException>(() => SaeTrainer.Load(path, Settings(SaeKinds.TopK)));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static SaeTrainingSettings Settings(string kind) => new()
    {
        Model = "m", Text = "t", Layers = [0], Kind = kind, Latents = 32, K = 3, Seed = 5, Sparsity = 0.2, LearningRate = 3e-3,
        LearningRateWarmUpSteps = 10, BatchSize = 256, Tokens = 600 * 256, DeadAfterTokens = 5000, ResampleEvery = 15,
    };

    private static void Train(SaeTrainer trainer, Tensor data, int from, int to)
    {
        for (int step = from; step < to; step++)
        {
            using var scope = NewDisposeScope();
            trainer.Train(data.narrow(0, step * 97 % (data.shape[0] - 256), 256));
        }
    }

    private static Tensor Sparse(int tokens)
    {
        using var generator = new Generator(2);
        var directions = nn.functional.normalize(randn([16, 8], generator: generator), dim: 1);
        var active = rand([tokens, 16], generator: generator).lt(0.12).to(ScalarType.Float32) * (1 + rand([tokens, 16], generator: generator));
        return active.matmul(directions) + 0.3;
    }
}

using SaeFlows.Core.Training;
using SaeFlows.Torch.Sae.Trainers;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.Sae;

public class KindGradientTests : TorchTests
{
    private const int Width = 4;
    private const int Latents = 7;
    private const int Tokens = 5;

    public static TheoryData<string, bool> Kinds
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string kind in SaeKinds.All)
            {
                data.Add(kind, false);
            }

            data.Add(SaeKinds.TopK, true);
            data.Add(SaeKinds.BatchTopK, true);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Forward_GradientOfEveryParameter_MatchesCentralDifferencesOfTheReference(string kind, bool withDead)
    {
        using var scope = NewDisposeScope();
        var settings = Settings(kind);
        using var trainee = Randomised(settings);
        var (batch, rows) = Batch();
        int[] dead = withDead ? [1, 4, 5] : [];
        var reference = new ReferenceLoss(settings, rows, Width, Latents, dead);
        var values = trainee.Parameters.ToDictionary(p => p.Key, p => p.Value.data<double>().ToArray());

        foreach (var parameter in trainee.Parameters.Values)
        {
            parameter.requires_grad = true;
        }

        trainee.Forward(batch, reference.Penalty, withDead ? tensor(dead.Select(d => (long)d).ToArray()) : null).Loss.backward();

        foreach (var (name, parameter) in trainee.Parameters)
        {
            var expected = name == "log_threshold" ? reference.ThresholdGradient(values) : Differences(reference, values, name);
            var found = parameter.grad!.data<double>().ToArray();
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        }
    }

    [Fact]
    public void Forward_JumpRelu_LossIsSquaredErrorPlusWeightedL0()
    {
        using var scope = NewDisposeScope();
        var settings = Settings(SaeKinds.JumpRelu);
        using var trainee = Randomised(settings);
        var (batch, _) = Batch();

        var pass = trainee.Forward(batch, 0.7, null);

        double l0 = pass.Latents.gt(0).sum().item<long>() / (double)Tokens;
        Assert.InRange(l0, 0.2, Latents);
        Assert.Equal(pass.Error.square().sum(1).mean().item<double>() + (0.7 * l0), pass.Loss.item<double>(), 12);
    }

    [Theory]
    [InlineData(SaeKinds.TopK)]
    [InlineData(SaeKinds.BatchTopK)]
    public void Forward_KeepsTheBudget_OfTokenOrBatch(string kind)
    {
        using var scope = NewDisposeScope();
        using var trainee = Randomised(Settings(kind));
        var (batch, _) = Batch();

        var fired = trainee.Forward(batch, 0, null).Latents.gt(0).sum(1, type: ScalarType.Int64).data<long>().ToArray();

        Assert.InRange(fired.Sum(), 1, 2 * Tokens);
        Assert.True(kind == SaeKinds.BatchTopK || fired.Max() <= 2);
    }

    private static double[] Differences(ReferenceLoss reference, Dictionary<string, double[]> values, string name)
    {
        const double Shift = 1e-6;
        double At(int index, double shift)
        {
            var moved = new Dictionary<string, double[]>(values) { [name] = [.. values[name]] };
            moved[name][index] += shift;
            return reference.Of(moved, values);
        }

        return [.. Enumerable.Range(0, values[name].Length).Select(i => (At(i, Shift) - At(i, -Shift)) / (2 * Shift))];
    }

    private static SaeTrainingSettings Settings(string kind) => new()
    {
        Model = "m", Text = "t", Layers = [0], Kind = kind, Latents = Latents, K = 2, Seed = 3, AuxWeight = 0.5, Bandwidth = 0.8, InitialThreshold = 0.4,
    };

    private static SaeTrainee Randomised(SaeTrainingSettings settings)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(11);
        var trainee = Trainees.Create(settings, randn([Width], dtype: ScalarType.Float64, generator: generator) * 0.2);
        foreach (var parameter in trainee.Parameters.Values)
        {
            parameter.add_(randn(parameter.shape, dtype: ScalarType.Float64, generator: generator) * 0.3);
        }

        return trainee;
    }

    private static (Tensor Batch, double[][] Rows) Batch()
    {
        using var generator = new Generator(5);
        var batch = randn([Tokens, Width], dtype: ScalarType.Float64, generator: generator);
        return (batch, [.. batch.data<double>().ToArray().Chunk(Width)]);
    }
}

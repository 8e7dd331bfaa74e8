using SaeFlows.Torch.SparseSteps;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.SparseSteps;

public class SparseStepTests : TorchTests
{
    private static readonly StepRates Rates = new(1e-3, 0.1);

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 0, false)]
    [InlineData(0, 1, true)]
    [InlineData(0, 1, false)]
    [InlineData(0, 2, true)]
    [InlineData(0, 2, false)]
    [InlineData(1, 0, true)]
    [InlineData(1, 0, false)]
    [InlineData(1, 1, true)]
    [InlineData(1, 1, false)]
    [InlineData(1, 2, true)]
    [InlineData(1, 2, false)]
    [InlineData(2, 0, true)]
    [InlineData(2, 0, false)]
    [InlineData(2, 1, true)]
    [InlineData(2, 1, false)]
    [InlineData(2, 2, true)]
    [InlineData(2, 2, false)]
    public void Step_TwoHundredTimes_EqualsDenseStep(int kind, int encode, bool unit)
    {
        using var scope = NewDisposeScope();
        var options = SparseSamples.Options((SparseKind)kind, (EncodePrecision)encode, unit);
        using var state = SparseSamples.State();
        using var dense = new DenseStep(state, options);
        using var sparse = new SparseStep(state, options);
        var (expected, actual) = (default(StepOutcome), default(StepOutcome));
        for (var step = 0; step < 200; step++)
        {
            using var batch = SparseSamples.Batch(100 + step);
            (expected, actual) = (dense.Step(batch, Rates), sparse.Step(batch, Rates));
            Assert.False(actual.Dense);
        }

        Assert.Equal(expected.Loss, actual.Loss, expected.Loss * 1e-4);
        Assert.Equal(expected.Fvu, actual.Fvu, 1e-4);
        Assert.Equal(expected.L0, actual.L0, 0.05);

        // Two values that rounding cannot tell apart may change places in the top k; from then on the two go ways a little apart, by a few times the rate.
        Near(dense, state, kind == 0 ? 2e-4 : 5e-3);
        var apart = (state.Decoder.Weight.Tensor.narrow(1, 0, state.InputSize) - dense.Tensors["W_dec"]).abs().mean().item<float>();
        Assert.InRange(apart, 0, kind == 0 ? 2e-6 : 5e-4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Step_TooManyActive_TakesTheDenseWayToTheSameWeights(int kind)
    {
        using var scope = NewDisposeScope();
        var options = SparseSamples.Options((SparseKind)kind) with { DenseShare = 0.01 };
        using var state = SparseSamples.State();
        using var dense = new DenseStep(state, options);
        using var sparse = new SparseStep(state, options);
        for (var step = 0; step < 20; step++)
        {
            using var batch = SparseSamples.Batch(step);
            dense.Step(batch, Rates);
            Assert.True(sparse.Step(batch, Rates).Dense);
        }

        Near(dense, state, 1e-5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Step_First_HasTheGradientsOfAutomaticDifferentiation(int kind)
    {
        using var scope = NewDisposeScope();
        var options = SparseSamples.Options((SparseKind)kind, EncodePrecision.Int8Screen, unit: false) with { Beta1 = 0 };
        using var state = SparseSamples.State();
        using var dense = new DenseStep(state, options);
        using var sparse = new SparseStep(state, options);
        using var batch = SparseSamples.Batch(5);
        dense.Loss(batch, Rates).Loss.backward();

        sparse.Step(batch, Rates);

        // With beta1 = 0 the first average is the gradient itself.
        var views = state.Views();
        foreach (var name in new[] { "W_enc", "b_enc", "W_dec", "b_dec" })
        {
            var gradient = dense.Tensors[name].grad!;
            Assert.InRange((views[name + ".m"] - gradient).abs().max().item<float>(), 0, 2e-6 * (1 + gradient.abs().max().item<float>()));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Step_BatchTopKOfUnevenTokens_KeepsTheLargestOfTheBatch(int encode)
    {
        using var scope = NewDisposeScope();
        var options = SparseSamples.Options(SparseKind.BatchTopK, (EncodePrecision)encode);
        using var state = SparseSamples.State();
        using var dense = new DenseStep(state, options);
        using var sparse = new SparseStep(state, options);
        using var batch = SparseSamples.Batch(8, spread: 100);
        var kept = dense.Encode(batch).detach();
        var (expected, actual) = (dense.Step(batch, Rates), sparse.Step(batch, Rates));

        Assert.Equal(expected.L0, actual.L0);
        Assert.Equal(expected.Loss, actual.Loss, 1e-5 * expected.Loss);
        Assert.Equal(kept.where(kept.gt(0), float.PositiveInfinity).min().item<float>(), sparse.SmallestActive, 1e-5);
        Assert.Equal(kept.gt(0).sum([0L]).data<long>().ToArray(), sparse.ActiveTokens.ToArray().Select(n => (long)n));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e4)]
    public void Step_EitherScreen_SameBits(double firstColumn)
    {
        using var scope = NewDisposeScope();
        using var int8 = After(SparseSamples.Options(SparseKind.Relu, EncodePrecision.Int8Screen), 5, firstColumn);
        using var bfloat16 = After(SparseSamples.Options(SparseKind.Relu, EncodePrecision.BFloat16Screen), 5, firstColumn);

        Assert.True(int8.Encoder.Weight.Tensor.equal(bfloat16.Encoder.Weight.Tensor).all().item<bool>());
        Assert.True(int8.Decoder.Weight.Tensor.equal(bfloat16.Decoder.Weight.Tensor).all().item<bool>());
    }

    [Fact]
    public void Step_LatentsFallSilent_StillMoveAsInTheDenseStep()
    {
        using var scope = NewDisposeScope();
        var options = SparseSamples.Options(SparseKind.Relu);
        using var state = SparseSamples.State(bias: -0.2f);
        using var dense = new DenseStep(state, options);
        using var sparse = new SparseStep(state, options);
        using var batch = SparseSamples.Batch(1);
        using var quiet = zeros_like(batch);
        dense.Step(batch, Rates);
        sparse.Step(batch, Rates);
        using var before = state.Decoder.Weight.Tensor.clone();
        for (var step = 0; step < 30; step++)
        {
            dense.Step(quiet, Rates);
            sparse.Step(quiet, Rates);
        }

        Assert.True(sparse.ActiveTokens.IndexOf(0) >= 0);
        Assert.True((state.Decoder.Weight.Tensor - before).abs().max().item<float>() > 1e-3);
        Near(dense, state, 1e-5);
    }

    [Fact]
    public void Step_OneAndTwoThreads_SameBits()
    {
        using var scope = NewDisposeScope();
        using var one = After(SparseSamples.Options(SparseKind.Relu) with { Threads = 1 });
        using var two = After(SparseSamples.Options(SparseKind.Relu) with { Threads = 2 });

        Assert.True(one.Decoder.Weight.Tensor.equal(two.Decoder.Weight.Tensor).all().item<bool>());
        Assert.True(one.Encoder.Weight.Tensor.equal(two.Encoder.Weight.Tensor).all().item<bool>());
    }

    [Fact]
    public void Step_StateCopiedHalfway_GoesOnWithTheSameBits()
    {
        using var scope = NewDisposeScope();
        var options = SparseSamples.Options(SparseKind.TopK, EncodePrecision.Int8Screen);
        using var whole = After(options, 12);
        using var half = After(options, 6);
        using var copy = new SparseStepState(half.InputSize, half.Latents) { Steps = half.Steps };
        foreach (var (from, to) in half.Views().Values.Zip(copy.Views().Values))
        {
            to.copy_(from);
        }

        using var resumed = new SparseStep(copy, options);
        for (var step = 6; step < 12; step++)
        {
            using var batch = SparseSamples.Batch(step);
            resumed.Step(batch, Rates);
        }

        Assert.True(whole.Encoder.Weight.Tensor.equal(copy.Encoder.Weight.Tensor).all().item<bool>());
        Assert.True(whole.Decoder.Weight.Tensor.equal(copy.Decoder.Weight.Tensor).all().item<bool>());
    }

    [Fact]
    public void Step_BatchOfAnotherWidth_Throws()
    {
        using var scope = NewDisposeScope();
        using var state = SparseSamples.State();
        using var step = new SparseStep(state, SparseSamples.Options(SparseKind.Relu));

        Assert.Contains("[n, 37]", Assert.Throws<ArgumentException>(() => step.Step(zeros(4, 36), Rates)).Message, StringComparison.Ordinal);
    }

    private static SparseStepState After(SparseStepOptions options, int steps = 5, double firstColumn = 1)
    {
        var state = SparseSamples.State();
        using var sparse = new SparseStep(state, options);
        for (var step = 0; step < steps; step++)
        {
            using var batch = SparseSamples.Batch(step);
            batch.narrow(1, 0, 1).mul_(firstColumn);
            sparse.Step(batch, Rates);
        }

        return state;
    }

    private static void Near(DenseStep dense, SparseStepState state, double tolerance)
    {
        foreach (var (name, view) in state.Views())
        {
            Assert.InRange((view - dense.Tensors[name]).abs().max().item<float>(), 0, tolerance * (1 + dense.Tensors[name].abs().max().item<float>()));
        }
    }
}

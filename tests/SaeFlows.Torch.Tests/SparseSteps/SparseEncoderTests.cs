using SaeFlows.Torch.SparseSteps;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.SparseSteps;

public unsafe class SparseEncoderTests : TorchTests
{
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(0, 1, 1e6)]
    [InlineData(0, 2, 1)]
    [InlineData(0, 2, 1e6)]
    [InlineData(1, 1, 1)]
    [InlineData(1, 1, 1e6)]
    [InlineData(1, 2, 1)]
    [InlineData(1, 2, 1e6)]
    public void Encode_Screened_HasExactlyTheActiveSetAndValuesOfFloat32(int kind, int encode, double spread)
    {
        using var scope = NewDisposeScope();
        using var state = SparseSamples.State();
        Uneven(state);
        using var inputs = Inputs(SparseSamples.Batch(3, spread), state);
        var options = SparseSamples.Options((SparseKind)kind, (EncodePrecision)encode);

        var found = Encode(state, options, inputs);

        for (var token = 0; token < SparseSamples.Tokens; token++)
        {
            Assert.Equal(Plain(state, options, inputs, token), found[token]);
        }
    }

    [Fact]
    public void Encode_MarginLeftOut_WouldMissActiveLatents()
    {
        // The data above are hard enough: without a margin, bfloat16 has other signs than float32.
        using var scope = NewDisposeScope();
        using var state = SparseSamples.State();
        Uneven(state);
        using var inputs = Inputs(SparseSamples.Batch(3, 1e6), state);
        var exact = inputs.Tensor.matmul(state.Encoder.Weight.Tensor.t()) + state.EncoderBias.Weight.Tensor;
        var rounded = inputs.Tensor.to(ScalarType.BFloat16).matmul(state.Encoder.Weight.Tensor.to(ScalarType.BFloat16).t()).to(ScalarType.Float32) + state.EncoderBias.Weight.Tensor;

        Assert.True(exact.gt(0).logical_and(rounded.le(0)).sum().item<long>() > 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Encode_Float32_HasTheActiveSetOfFloat64WhereRoundingCannotDecide(int kind)
    {
        using var scope = NewDisposeScope();
        using var state = SparseSamples.State();
        using var inputs = Inputs(SparseSamples.Batch(3), state);
        var found = Encode(state, SparseSamples.Options((SparseKind)kind), inputs);
        var truth = inputs.Tensor.to(ScalarType.Float64).matmul(state.Encoder.Weight.Tensor.t().to(ScalarType.Float64)) + state.EncoderBias.Weight.Tensor;
        var floor = kind == 0 ? zeros(SparseSamples.Tokens, 1, ScalarType.Float64) : truth.topk(9, 1).values.narrow(1, 8, 1);
        var near = (truth - floor).abs().lt(1e-5).logical_and(truth.ne(floor));

        Assert.Equal(0, near.sum().item<long>());
        var on = truth.ge(floor).logical_and(truth.gt(0));
        Assert.Equal(on.sum().item<long>(), found.Sum(row => row.Count));
        Assert.All(found.Index(), row => Assert.All(row.Item.Keys, latent => Assert.True(on[row.Index, latent].item<bool>())));
    }

    [Fact]
    public void Encode_EqualValues_KeepsTheFirst()
    {
        using var scope = NewDisposeScope();
        using var state = SparseSamples.State();
        foreach (var view in state.Views())
        {
            view.Value.fill_(view.Key == "b_enc" ? 1 : 0);
        }

        using var inputs = Inputs(SparseSamples.Batch(3), state);

        Assert.All(Encode(state, SparseSamples.Options(SparseKind.TopK), inputs), row => Assert.Equal(Enumerable.Range(0, 9), row.Keys));
    }

    /// <summary>Latents with norms over four orders of magnitude.</summary>
    private static void Uneven(SparseStepState state) => state.Encoder.Weight.Tensor.mul_(pow(10, linspace(-2, 2, SparseSamples.Latents)).unsqueeze(1));

    private static TokenRows Inputs(Tensor batch, SparseStepState state)
    {
        var rows = new TokenRows((int)batch.shape[0], state.Width);
        rows.Tensor.narrow(1, 0, state.InputSize).copy_(batch);
        return rows;
    }

    private static List<SortedDictionary<int, float>> Encode(SparseStepState state, SparseStepOptions options, TokenRows inputs)
    {
        using var encoder = new SparseEncoder(state, options);
        using var work = new Workspace(SparseSamples.Tokens, state.Latents, state.Width);
        using var block = new TokenBlock(SparseSamples.Tokens, state.Latents, state.Width) { Count = SparseSamples.Tokens };
        for (var latent = 0; latent < state.Latents; latent++)
        {
            encoder.Refresh(latent);
        }

        encoder.Find(block, inputs, work);
        if (encoder.Screen is not null)
        {
            Rescore(encoder, state, block, inputs, work);
        }

        return [.. Enumerable.Range(0, block.Count).Select(row => new SortedDictionary<int, float>(
            Enumerable.Range(block.RowStarts[row], block.RowStarts[row + 1] - block.RowStarts[row]).ToDictionary(i => block.Indices.Pointer[i], i => block.Values.Pointer[i])))];
    }

    private static void Rescore(SparseEncoder encoder, SparseStepState state, TokenBlock block, TokenRows inputs, Workspace work)
    {
        using var lists = new LatentLists(state.Latents);
        using var panels = new PanelTable(block.Count, state.Width);
        for (var token = 0; token < block.Count; token++)
        {
            panels.Put(token, inputs.Row(token));
        }

        lists.Lay([block], 1);
        lists.ScatterCandidates(block);
        encoder.Rescore(lists, 0, (0, block.Count), (0, state.Latents), panels);
        encoder.Choose(block, lists, work);
    }

    /// <summary>Every latent computed in float32 with the order of sums that rescoring has, then chosen by sorting.</summary>
    private static SortedDictionary<int, float> Plain(SparseStepState state, SparseStepOptions options, TokenRows inputs, int token)
    {
        var x = inputs.Row(token);
        var all = Enumerable.Range(0, state.Latents)
            .Select(latent => (Latent: latent, Value: RowKernels.Dot(state.Encoder.Weight.Floats + (latent * state.Width), x, state.Width) + state.EncoderBias.Weight.Floats[latent]))
            .Where(pair => pair.Value > 0);
        var kept = options.Kind == SparseKind.TopK ? all.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Latent).Take(options.K) : all;
        return new SortedDictionary<int, float>(kept.ToDictionary(pair => pair.Latent, pair => pair.Value));
    }
}

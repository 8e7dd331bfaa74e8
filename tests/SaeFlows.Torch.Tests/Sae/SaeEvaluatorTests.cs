using SaeFlows.Torch.Models;
using SaeFlows.Torch.Sae;
using SaeFlows.Torch.Sae.Evaluation;
using SaeFlows.Torch.Tests.Models;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.Sae;

public class SaeEvaluatorTests : TorchTests
{
    private const int Begin = 1;

    public static TheoryData<string, ActivationSite, int> Places => new()
    {
        { "llama", ActivationSite.MlpOutput, 16 },
        { "llama", ActivationSite.MlpHidden, 24 },
        { "llama", ActivationSite.Residual, 16 },
        { "gemma2", ActivationSite.MlpOutput, 16 },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Result_OfTheIdentity_RecoversEverything(string family, ActivationSite site, int width)
    {
        using var scope = NewDisposeScope();
        using var model = TestModels.Load(family);
        using var identity = Linear(cat([eye(width), -eye(width)], 1), cat([eye(width), -eye(width)], 0), width);
        using var evaluator = new SaeEvaluator(model.Decoder, identity, 1, site, Begin);

        evaluator.Add(Windows(), TestContext.Current.CancellationToken);
        var result = evaluator.Result("relu-l1");

        Assert.Equal(0, result.Fvu, 6);
        Assert.Equal(1, result.CeRecovered, 3);
        Assert.Equal(1, result.Cosine, 5);
        Assert.Equal(width, result.L0, 1);
        Assert.Equal(Windows().Sum(w => w.Count(t => t != Begin)), result.Tokens);
        Assert.NotEqual(result.CeClean, result.CeAblated);
    }

    [Fact]
    public void Result_OfAnAutoencoderThatIsSilent_IsTheAblation()
    {
        using var scope = NewDisposeScope();
        using var model = TestModels.Load("llama");
        using var silent = Linear(zeros(16, 32), zeros(32, 16), 16);
        using var evaluator = new SaeEvaluator(model.Decoder, silent, 0, ActivationSite.MlpOutput, Begin);

        evaluator.Add(Windows(), TestContext.Current.CancellationToken);
        var result = evaluator.Result("relu-l1");

        Assert.Equal((1, 0.0, 0.0), (result.DeadShare, result.L0, result.CeRecovered));
        Assert.Equal([32, 0, 0, 0, 0, 0, 0], result.DensityHistogram);
        Assert.True(result.Fvu >= 1, $"FVU {result.Fvu}");
    }

    [Fact]
    public void Result_RowsOfUnequalLength_IsThatOfEachRowByItself()
    {
        using var scope = NewDisposeScope();
        using var model = TestModels.Load("llama");
        using var half = Linear(cat([eye(16), -eye(16)], 1), cat([eye(16), -eye(16)], 0) * 0.5, 16);
        int[][] rows = [[Begin, 7, 9, 20, 33, 5], [Begin, 4], [Begin, 12, 12, 6], [Begin, 30, 8]];
        using var together = new SaeEvaluator(model.Decoder, half, 1, ActivationSite.MlpOutput, Begin);
        using var apart = new SaeEvaluator(model.Decoder, half, 1, ActivationSite.MlpOutput, Begin);

        together.Add(rows, TestContext.Current.CancellationToken);
        foreach (var row in rows)
        {
            apart.Add([row], TestContext.Current.CancellationToken);
        }

        var (packed, single) = (together.Result("relu-l1"), apart.Result("relu-l1"));
        Assert.Equal(rows.Sum(row => row.Length - 1), packed.Tokens);
        Assert.Equal((single.Tokens, single.L0), (packed.Tokens, packed.L0));
        Assert.Equal(single.Fvu, packed.Fvu, 5);
        Assert.Equal(single.CeClean, packed.CeClean, 5);
        Assert.Equal(single.CeSpliced, packed.CeSpliced, 5);
        Assert.Equal(single.CeAblated, packed.CeAblated, 5);
    }

    [Fact]
    public void Result_L0AndDensity_CountWhatFires()
    {
        using var scope = NewDisposeScope();
        using var tally = new ReconstructionTally(Linear(eye(3), eye(3), 3));
        tally.Add(tensor(new float[] { 1, 0, 0, 2, 1, 0, 3, 1, 0, 1, 0, 0 }, [4, 3]));

        var result = tally.Result("relu-l1", 0);

        Assert.Equal((1.5, 0.5, 2.25), (result.L0, result.L0Share, result.L1));
        Assert.Equal(1 / 3.0, result.DeadShare, 9);
        Assert.All(tally.LogDensity().data<float>().ToArray().Zip([0, Math.Log10(0.5), -10]), p => Assert.Equal(p.Second, p.First, 1e-5));
    }

    private static ReluAutoencoder Linear(Tensor encoder, Tensor decoder, int width) => new(new Dictionary<string, Tensor>
    {
        ["W_enc"] = encoder.DetachFromDisposeScope(), ["b_enc"] = zeros(encoder.shape[1]).DetachFromDisposeScope(), ["W_dec"] = decoder.DetachFromDisposeScope(), ["b_dec"] = zeros(width).DetachFromDisposeScope(),
    });

    private static IEnumerable<int[]> Windows()
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, 40).Select(i => (int[])[Begin, .. Enumerable.Range(0, 11).Select(_ => random.Next(3, 40)), i % 4 == 0 ? Begin : 5])];
    }
}

using SaeFlows.Torch.SparseSteps;

namespace SaeFlows.Torch.Tests.SparseSteps;

public class ScreenChoiceTests : TorchTests
{
    [Fact]
    public void Reconsider_ManyNeedlessCandidates_TakesBFloat16ForAWhile()
    {
        Assert.SkipUnless(Int8Product.IsAvailable, "this processor has no AVX-512 VNNI, so the screen is bfloat16 from the start");
        using var state = SparseSamples.State();
        using var choice = new ScreenChoice(state, EncodePrecision.Int8Screen);

        Assert.False(choice.Reconsider(candidates: 140, active: 100, products: 1000));
        Assert.IsType<Int8Screen>(choice.Current);
        Assert.True(choice.Reconsider(candidates: 160, active: 100, products: 1000));
        Assert.IsType<BFloat16Screen>(choice.Current);
        Assert.Equal(100, 1 + Enumerable.Range(0, 200).TakeWhile(_ => !choice.Reconsider(160, 100, 1000)).Count());
        Assert.IsType<Int8Screen>(choice.Current);
    }
}

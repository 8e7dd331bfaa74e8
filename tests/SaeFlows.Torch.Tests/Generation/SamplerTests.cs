using SaeFlows.Core;
using SaeFlows.Torch.Generation;

namespace SaeFlows.Torch.Tests.Generation;

public sealed class SamplerTests
{
    [Fact]
    public void Choose_ManyDraws_FollowTheSoftmax()
    {
        var sut = new Sampler(new SamplingOptions { Temperature = 2, Seed = 3 });
        float[] logits = [0, 2, 4, -1000];
        var counts = new int[4];
        for (int i = 0; i < 20000; i++)
        {
            counts[sut.Choose(logits)]++;
        }

        double total = 1 + Math.E + (Math.E * Math.E);
        Assert.InRange(counts[1] / 20000.0, (Math.E / total) - 0.02, (Math.E / total) + 0.02);
        Assert.InRange(counts[2] / 20000.0, (Math.E * Math.E / total) - 0.02, (Math.E * Math.E / total) + 0.02);
        Assert.Equal(0, counts[3]);
    }

    [Fact]
    public void Choose_Nucleus_LeavesOutTheRest()
    {
        var sut = new Sampler(new SamplingOptions { Temperature = 1, TopP = 0.7, Seed = 1 });
        float[] logits = [MathF.Log(0.1f), MathF.Log(0.5f), MathF.Log(0.3f), MathF.Log(0.1f)];

        var drawn = Enumerable.Range(0, 500).Select(_ => sut.Choose(logits)).Distinct().Order();

        Assert.Equal([1, 2], drawn);
    }

    [Theory]
    [InlineData(-0.1, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 1.1)]
    public void Check_OutOfRange_IsRefused(double temperature, double topP) =>
        Assert.Throws<UserInputException>(() => new SamplingOptions { Temperature = temperature, TopP = topP }.Check());
}

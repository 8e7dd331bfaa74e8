using SaeFlows.Core.Statistics;

namespace SaeFlows.Core.Tests.Statistics;

public sealed class ExactValuesTests
{
    [Fact]
    public void McNemar_SmallTable_IsTheBinomialSum() => Assert.Equal(2 * (1 + 10) / 1024.0, McNemarTest.Exact(9, 1), 1e-15);

    [Fact]
    public void McNemar_NoDiscordantPair_IsOne() => Assert.Equal(1, McNemarTest.Exact(0, 0));

    [Fact]
    public void Wilson_Ends_StayInside()
    {
        Assert.Equal(0, WilsonInterval.Of(0, 10).Low);
        Assert.Equal(1, WilsonInterval.Of(10, 10).High);
    }

    [Fact]
    public void Holm_ThreeValues_StepsDownAndStaysMonotone() => Assert.Equal([0.03, 0.06, 0.06], HolmAdjustment.Adjust([0.01, 0.04, 0.03]), (a, b) => Math.Abs(a - b) < 1e-15);

    [Fact]
    public void Auc_Ties_CountHalf() => Assert.Equal(5.5 / 8, RocCurve.Auc([1, 2], [1, 0.5, 1, 2]));

    [Fact]
    public void Bootstrap_SameSeed_GivesTheSameInterval()
    {
        double[] differences = [1, 0, 0, -1, 1, 1, 0, 0, 0, 1];

        Assert.Equal(PairedBootstrap.Bca(differences, 7, 500), PairedBootstrap.Bca(differences, 7, 500));
        Assert.NotEqual(PairedBootstrap.Percentile(differences, 7, 500), PairedBootstrap.Percentile([.. differences.Select(d => 2 * d)], 7, 500));
    }
}

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
    public void Wilson_MoreSuccessesThanTrials_Refuses() => Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(11, 10));

    [Fact]
    public void Auc_Ties_CountHalf() => Assert.Equal(5.5 / 8, RocCurve.Auc([1, 2], [1, 0.5, 1, 2]));

    [Fact]
    public void Auc_EmptyClass_IsNoNumber() => Assert.True(double.IsNaN(RocCurve.Auc([], [1])));

    [Fact]
    public void RocPoints_Ties_ShareAPointAndTheTrapezoidsMakeTheArea()
    {
        double[] positives = [3, 2, 2, 1];
        double[] negatives = [2, 1, 0];
        var points = RocCurve.Points(positives, negatives);
        var area = points.Zip(points.Skip(1)).Sum(p => (p.Second.FalsePositiveRate - p.First.FalsePositiveRate) * (p.First.TruePositiveRate + p.Second.TruePositiveRate) / 2);

        Assert.Equal(5, points.Count);
        Assert.Equal(RocCurve.Auc(positives, negatives), area, 1e-15);
    }

    [Fact]
    public void Bootstrap_SameSeed_GivesTheSameInterval()
    {
        double[] differences = [1, 0, 0, -1, 1, 1, 0, 0, 0, 1];

        Assert.Equal(PairedBootstrap.Bca(differences, 7, 500), PairedBootstrap.Bca(differences, 7, 500));
        Assert.NotEqual(PairedBootstrap.Means(differences, 7, 500), PairedBootstrap.Means(differences, 8, 500));
    }

    [Fact]
    public void Bootstrap_NoDifference_IsAPoint() => Assert.Equal(new Interval(0, 0), PairedBootstrap.Bca([0, 0, 0], 1, 200));

    [Fact]
    public void SequentialMcNemar_EvidenceFades_KeepsItsPValue()
    {
        var test = new SequentialMcNemar();
        Enumerable.Range(0, 12).ToList().ForEach(_ => test.Add(false, true));
        var reached = test.PValue;
        Enumerable.Range(0, 12).ToList().ForEach(_ => test.Add(true, false));

        Assert.True(reached < 0.05);
        Assert.Equal(reached, test.PValue);
    }

    [Fact]
    public void DetectionCounts_Decisions_GivePrecisionAndRecall()
    {
        var counts = DetectionCounts.Of(true, true) + DetectionCounts.Of(true, false) + DetectionCounts.Of(true, true) + DetectionCounts.Of(false, true);

        Assert.Equal((2 / 3.0, 2 / 3.0, 2 / 3.0), (counts.Precision, counts.Recall, counts.F1));
    }

    [Fact]
    public void Gain_FortyToFortySix_IsSixPointsAndFifteenPercent()
    {
        var gain = new AccuracyGain(0.40, 0.46);

        Assert.Equal((0.06, 0.15, 0.1), (Math.Round(gain.Absolute, 12), Math.Round(gain.Relative, 12), Math.Round(gain.ErrorReduction, 12)));
    }
}

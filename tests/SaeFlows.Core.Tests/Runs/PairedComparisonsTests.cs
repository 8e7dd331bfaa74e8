using SaeFlows.Core.Runs;
using SaeFlows.Core.Statistics;

namespace SaeFlows.Core.Tests.Runs;

public sealed class PairedComparisonsTests
{
    [Fact]
    public void Build_Pairs_GivesTheFiguresOfTheTests()
    {
        var comparison = Compare(both: 60, better: 30, worse: 10);

        Assert.Equal((100L, 30L, 10L, 0.2), (comparison.Pairs, comparison.Better, comparison.Worse, comparison.Difference));
        Assert.Equal(McNemarTest.Exact(30, 10), comparison.McnemarP);
        Assert.InRange(comparison.DifferenceCi![0], 0.05, 0.12);
        Assert.Equal(MinimumDetectableEffect.OfPairedAccuracy(100, 0.4), comparison.MinimumDetectable);
    }

    [Fact]
    public void Build_OneSidedPairs_CouldHaveStoppedEarly()
    {
        var comparison = Compare(both: 0, better: 20, worse: 0);

        // 2^n / (n + 1) passes 20 at n = 8: 256 / 9.
        Assert.Equal(8, comparison.StopAfter);
        Assert.Equal(21 / Math.Pow(2, 20), comparison.SequentialP!.Value, precision: 12);
        Assert.Null(Compare(both: 10, better: 3, worse: 3).StopAfter);
    }

    [Fact]
    public void Adjust_Family_JudgesByTheAdjustedTest()
    {
        var lone = PairedComparisons.Adjust([Compare(60, 16, 5)]);
        var family = PairedComparisons.Adjust([Compare(60, 16, 5), Compare(60, 1, 1), Compare(60, 1, 1), Compare(60, 0, 30)]);

        Assert.Equal(ComparisonVerdict.Better, lone[0].Verdict);
        Assert.Equal([ComparisonVerdict.NotShown, ComparisonVerdict.NotShown, ComparisonVerdict.NotShown, ComparisonVerdict.Worse], family.Select(c => c.Verdict));
        Assert.Equal(HolmAdjustment.Adjust([.. family.Select(c => c.McnemarP!.Value)]), family.Select(c => c.HolmP!.Value));
    }

    [Theory]
    [InlineData(60, 40, 2, "Yes: detect beats always (")]
    [InlineData(60, 2, 40, "No: detect is worse than always (")]
    [InlineData(60, 3, 2, "No: detect is not shown to beat always (")]
    [InlineData(60, 0, 0, "No: detect is not shown to beat always (")]
    [InlineData(0, 0, 0, "No: detect cannot be compared with always")]
    public void Sentence_AnyResult_SaysYesOrNo(int both, int better, int worse, string beginning) =>
        Assert.StartsWith(beginning, PairedComparisons.Adjust([Compare(both, better, worse)])[0].Sentence, StringComparison.Ordinal);

    private static PairedComparison Compare(int both, int better, int worse)
    {
        var tally = new PairedTally();
        for (int i = 0; i < both + better + worse; i++)
        {
            tally.Add(first: i < both + better, second: i < both || i >= both + better);
        }

        return tally.Build("detect", "always", seed: 1);
    }
}

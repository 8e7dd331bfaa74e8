using SaeFlows.Core.Runs;
using static SaeFlows.TestKit.Builders.Runs;

namespace SaeFlows.Core.Tests.Runs;

public sealed class RunComparisonBuilderTests
{
    private static readonly RunRecord Other = Finished with { RunId = "r2" };

    [Fact]
    public async Task BuildAsync_SharedQuestions_ArePairedById()
    {
        var comparison = await BuildAsync(
            Other,
            [Outcome("1", false, true, ArmResult.Helped), Outcome("2", true, true, ArmResult.Same), Outcome("3", true, true, ArmResult.Same), Errored("4")],
            [Outcome("3", true, false, ArmResult.Hurt), Outcome("2", true, true, ArmResult.Same), Outcome("4", true, true, ArmResult.Same), Outcome("9", true, true, ArmResult.Same)]);

        Assert.Equal((3L, 2L, 1L, 1L), (comparison.Shared, comparison.ScoredInBoth, comparison.OnlyFirst, comparison.OnlySecond));
        var detect = comparison.Arms[1].Comparison;
        Assert.Equal((2L, 1L, 0L, 0.5), (detect.Pairs, detect.Better, detect.Worse, detect.Difference));
        Assert.StartsWith("No: detect of run r1 is not shown to beat detect of run r2", detect.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BuildAsync_OtherDataset_IsRefusedUnlessAsked()
    {
        var foreign = Other with { Settings = Settings with { DatasetSha256 = "ffffffffffffffff" } };
        QuestionOutcome[] outcomes = [Outcome("1", true, true, ArmResult.Same)];

        var refused = await Assert.ThrowsAsync<UserInputException>(() => BuildAsync(foreign, outcomes, outcomes));
        Assert.Contains("different datasets", refused.Message, StringComparison.Ordinal);
        Assert.False((await BuildAsync(foreign, outcomes, outcomes, anyDataset: true)).SameDataset);
    }

    [Fact]
    public async Task BuildAsync_NothingInCommon_SaysSo()
    {
        QuestionOutcome[] outcomes = [Outcome("1", true, true, ArmResult.Same)];

        await Assert.ThrowsAsync<UserInputException>(() => BuildAsync(Other, outcomes, []));
        await Assert.ThrowsAsync<UserInputException>(() => BuildAsync(Other with { Settings = Settings with { Arms = ["oracle"] } }, outcomes, outcomes));
    }

    private static QuestionOutcome Errored(string id) => new() { RunId = "r1", QuestionId = id, InstanceId = id, Status = QuestionStatus.Errored, Error = "away" };

    private static Task<RunComparison> BuildAsync(RunRecord other, QuestionOutcome[] first, QuestionOutcome[] second, bool anyDataset = false) => RunComparisonBuilder.BuildAsync(
        Finished, first.ToAsyncEnumerable(), other, second.ToAsyncEnumerable(), anyDataset, TestContext.Current.CancellationToken);
}

using SaeFlows.Core.Audit;
using SaeFlows.Core.Runs;
using static SaeFlows.TestKit.Builders.Runs;

namespace SaeFlows.Orchestrations.Tests.Workflows;

public sealed class RunOrchestrationTests : IAsyncLifetime
{
    private readonly Workshop _shop = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(9, 3)]
    public async Task RunAsync_MoreQuestionsThanAPage_AllEndInShortHistories(int questions, int page)
    {
        string[] texts = [.. Enumerable.Range(0, questions).Select(i => i % 2 == 0 ? "right" : "suspect mended")];

        var outcomes = await _shop.RunAsync(Settings with { QuestionsPerExecution = page, MaxConcurrentQuestions = 2 }, texts);
        var history = await _shop.Engine.GetHistoryAsync("r1", Token);

        Assert.Equal(Enumerable.Range(1, questions).Select(i => $"q{i}"), outcomes.Select(outcome => outcome.QuestionId));
        Assert.True(history.Count <= 8 + (2 * page), $"the last execution's history holds {history.Count} events");
    }

    [Fact]
    public async Task RunAsync_BoundOfOne_NeverHasTwoQuestionsUnderWay()
    {
        await _shop.RunAsync(Settings with { MaxConcurrentQuestions = 1 }, "right", "suspect mended", "right", "right");

        Assert.Equal(1, _shop.Script.MostUnderWay);
    }

    [Fact]
    public async Task RunAsync_AtTheEnd_SealsTheLedgerAndMarksTheRun()
    {
        var outcomes = await _shop.RunAsync(Settings, "right", "suspect mended", "broken");

        var report = await LedgerVerifier.VerifyAsync(
            "r1",
            completed: true,
            _shop.Ledger.ReadRunAsync("r1", Token),
            outcomes.Select(outcome => (outcome.QuestionId, LedgerKeys.Score(outcome.InstanceId))).ToAsyncEnumerable(),
            Token);

        Assert.Equal((true, true), (report.Ok, report.Sealed));
        Assert.Equal(RunStatus.Completed, (await _shop.Store.FindAsync("r1", Token))!.Status);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _shop.DisposeAsync();
}

using SaeFlows.Core;
using SaeFlows.Core.Audit;
using SaeFlows.Core.Runs;
using SaeFlows.Orchestrations.Questions;
using SaeFlows.Orchestrations.Retries;
using static SaeFlows.TestKit.Builders.Runs;

namespace SaeFlows.Orchestrations.Tests.Workflows;

public sealed class RetryOrchestrationTests : IAsyncLifetime
{
    private readonly Workshop _shop = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_Errored_RunsOnlyThoseAgainAndKeepsTheFirstAttempt()
    {
        _shop.Script.ReformulatorFails = new UserInputException("no such deployment");
        await _shop.RunAsync(Settings, "suspect mended", "right");
        _shop.Script.ReformulatorFails = null;

        var outcomes = await _shop.RetryAsync(new RetryInput("r1", Errored: true, Unverified: false, FromStep: null));

        Assert.Equal([ArmResult.Helped, ArmResult.Unchanged], outcomes.Select(outcome => outcome.Arms[1].Result));
        Assert.Equal(["answer 1", "detect 1", "score 1", "answer 1", "detect 1", "reformulate 1", "verify 1", "re-answer 1", "score 1"], await _shop.StepsAsync("q1"));
        Assert.Equal(3, (await _shop.StepsAsync("q2")).Count());
    }

    [Fact]
    public async Task RunAsync_UnverifiedFromVerify_ReusesTheStepsBeforeIt()
    {
        _shop.Script.AcceptsProposal = 0;
        await _shop.RunAsync(Settings, "suspect mended", "right");
        _shop.Script.AcceptsProposal = 1;

        var outcomes = await _shop.RetryAsync(new RetryInput("r1", Errored: false, Unverified: true, QuestionActivities.Verify));

        var steps = (await _shop.StepsAsync("q1")).ToList();
        Assert.Equal(ArmResult.Helped, outcomes[0].Arms[1].Result);
        Assert.Single(steps, step => step == "answer 1");
        Assert.Equal(["verify 1", "re-answer 1", "score 1"], steps[^3..]);
    }

    [Fact]
    public async Task RunAsync_SeveralPages_RetriesAllAndSealsAgain()
    {
        _shop.Script.AcceptsProposal = 0;
        var settings = Settings with { QuestionsPerExecution = 2 };
        await _shop.RunAsync(settings, [.. Enumerable.Repeat("suspect mended", 5)]);
        _shop.Script.AcceptsProposal = 2;

        var outcomes = await _shop.RetryAsync(new RetryInput("r1", Errored: false, Unverified: true, FromStep: null));

        var report = await LedgerVerifier.VerifyAsync(
            "r1", completed: true, _shop.Ledger.ReadRunAsync("r1", Token), AsyncEnumerable.Empty<(string, string)>(), Token);
        Assert.All(outcomes, outcome => Assert.Equal(ArmResult.Helped, outcome.Arms[1].Result));
        Assert.Equal((5, true, true), (outcomes.Count, report.Ok, report.Sealed));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _shop.DisposeAsync();
}

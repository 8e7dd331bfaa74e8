using SaeFlows.Core;
using SaeFlows.Core.Runs;
using static SaeFlows.TestKit.Builders.Runs;

namespace SaeFlows.Orchestrations.Tests.Workflows;

public sealed class QuestionOrchestrationTests : IAsyncLifetime
{
    private readonly Workshop _shop = new();

    [Fact]
    public async Task RunAsync_NothingSuspect_LeavesTheAnswer()
    {
        var outcome = Assert.Single(await _shop.RunAsync(Settings, "right"));

        Assert.Equal((QuestionStatus.Scored, ArmResult.Unchanged, true), (outcome.Status, outcome.Arms[1].Result, outcome.Correct));
        Assert.Equal(["answer 1", "detect 1", "score 1"], await _shop.StepsAsync("q1"));
    }

    [Theory]
    [InlineData("suspect mended", ArmResult.Helped)]
    [InlineData("suspect right", ArmResult.Hurt)]
    [InlineData("suspect right mended", ArmResult.Same)]
    [InlineData("suspect", ArmResult.Same)]
    public async Task RunAsync_VerifiedRewrite_IsComparedWithTheOriginal(string text, ArmResult expected)
    {
        var outcome = Assert.Single(await _shop.RunAsync(Settings, text));

        Assert.Equal((expected, text + " [try 1]"), (outcome.Arms[1].Result, outcome.Arms[1].Rewrite));
        Assert.Equal(["answer 1", "detect 1", "reformulate 1", "verify 1", "re-answer 1", "score 1"], await _shop.StepsAsync("q1"));
    }

    [Fact]
    public async Task RunAsync_VerifierRefusesTwice_FeedsItsReasonsBack()
    {
        _shop.Script.AcceptsProposal = 3;

        var arm = Assert.Single(await _shop.RunAsync(Settings, "suspect mended")).Arms[1];

        Assert.Equal((ArmResult.Helped, 3, 2), (arm.Result, arm.Proposals, arm.Rejections));
        Assert.Equal(["wrong sense in suspect mended [try 1]", "wrong sense in suspect mended [try 2]"], _shop.Script.Requests[2].Rejected.Select(rejected => rejected.Reason));
        Assert.Equal(
            ["answer 1", "detect 1", "reformulate 1", "verify 1", "reformulate 2", "verify 2", "reformulate 3", "verify 3", "re-answer 1", "score 1"],
            await _shop.StepsAsync("q1"));
    }

    [Fact]
    public async Task RunAsync_BudgetSpent_EndsUnverifiedWithTheOriginalAnswer()
    {
        _shop.Script.AcceptsProposal = 0;

        var arm = Assert.Single(await _shop.RunAsync(Settings, "suspect right")).Arms[1];

        Assert.Equal((ArmResult.Unverified, true, 3), (arm.Result, arm.Correct, arm.Proposals));
        Assert.Equal(3, _shop.Script.Requests.Count);
    }

    [Fact]
    public async Task RunAsync_NothingLeftToPropose_EndsUnverifiedWithTheReason()
    {
        (_shop.Script.AcceptsProposal, _shop.Script.MostProposals) = (0, 1);

        var arm = Assert.Single(await _shop.RunAsync(Settings, "suspect right")).Arms[1];

        Assert.Equal((ArmResult.Unverified, "no idea left", 1), (arm.Result, arm.Note, arm.Proposals));
    }

    [Fact]
    public async Task RunAsync_ModelJobFails_EndsErroredAndTheRunGoesOn()
    {
        var outcomes = await _shop.RunAsync(Settings, "broken", "right");

        Assert.Equal([QuestionStatus.Errored, QuestionStatus.Scored], outcomes.Select(outcome => outcome.Status));
        Assert.Contains("the model choked", outcomes[0].Error, StringComparison.Ordinal);
        Assert.Equal(["answer 1", "score 1"], await _shop.StepsAsync("q1"));
    }

    [Fact]
    public async Task RunAsync_ReformulatorFailsForGood_EndsErroredWithItsReason()
    {
        _shop.Script.ReformulatorFails = new UserInputException("no such deployment");

        var outcome = Assert.Single(await _shop.RunAsync(Settings, "suspect"));

        Assert.Equal((QuestionStatus.Errored, "Reformulate: no such deployment"), (outcome.Status, outcome.Error));
    }

    [Fact]
    public async Task RunAsync_AnswerWithoutNumber_IsAbstainedNotWrong()
    {
        var outcome = Assert.Single(await _shop.RunAsync(Settings, "mumble"));

        Assert.Equal((QuestionStatus.Abstained, (bool?)null), (outcome.Status, outcome.Correct));
    }

    [Fact]
    public async Task RunAsync_ArmsWithTheSameSpans_WalkTheWayOnce()
    {
        var outcome = Assert.Single(await _shop.RunAsync(Settings with { Arms = ["none", "detect", "oracle"] }, "suspect mended"));

        Assert.Equal([("none", ArmResult.Unchanged), ("detect", ArmResult.Helped), ("oracle", ArmResult.Helped)], outcome.Arms.Select(arm => (arm.Arm, arm.Result)));
        Assert.Single(_shop.Script.Requests);
    }

    [Fact]
    public async Task RunAsync_ReformulatorAndVerifier_NeverSeeTheReferenceAnswer()
    {
        await _shop.RunAsync(Settings, "suspect mended");

        var request = Assert.Single(_shop.Script.Requests);
        Assert.Equal(("suspect mended", "maths"), (request.Question, request.Domain));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _shop.DisposeAsync();
}

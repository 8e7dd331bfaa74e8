using SaeFlows.Core.Durability;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.Engine;

public sealed class FailureHoldTests : EngineTestBase
{
    private static readonly RetryPolicy s_policy = new()
    {
        MaxNumberOfAttempts = 10,
        FirstRetryInterval = TimeSpan.FromMilliseconds(1),
        MaxIdenticalFailures = 3,
        Jitter = 0,
    };

    private int _attempts;
    private bool _isMended;

    [Fact]
    public async Task Activity_FailsAlikeAgainAndAgain_SuspendsInsteadOfBurningTheBudget()
    {
        await using var host = await SqliteEngineHost.StartAsync(Code());

        var held = await FailUntilHeldAsync(host);

        Assert.Equal("Step 'call' failed 3 times alike: no credit left", held.Reason);
        Assert.Equal(3, _attempts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Resume_CauseMended_GoesOnWithTheNextAttempt(bool afterARestart)
    {
        await using var host = await SqliteEngineHost.StartAsync(Code());
        await FailUntilHeldAsync(host);
        _isMended = true;
        if (afterARestart)
        {
            await host.RestartAsync();
        }

        await host.Client.ResumeAsync("case", "credit bought", Cancellation);

        Assert.Equal("attempt 4", Output(await ScenarioDriver.AwaitEndAsync(host, "case", Cancellation)));
    }

    [Fact]
    public async Task Activity_ErrorsDiffer_UsesItsAttempts()
    {
        var registry = new OrchestrationRegistry()
            .AddActivity<string?, string>("call", (context, _, _) => throw new InvalidOperationException($"error {context.Attempt}"))
            .AddOrchestration<string?, string>("flow", 1, (context, _) =>
                context.CallActivityAsync<string>("call", null, new ActivityOptions(s_policy with { MaxNumberOfAttempts = 4, FirstRetryInterval = TimeSpan.Zero })));
        await using var host = await SqliteEngineHost.StartAsync(registry);

        var ended = await RunAsync(host, "flow");

        Assert.Equal((OrchestrationRuntimeStatus.Failed, "error 4"), (ended.Status, ended.Failure!.ErrorMessage));
    }

    private static async Task<OrchestrationInstance> FailUntilHeldAsync(SqliteEngineHost host)
    {
        await host.Client.ScheduleNewAsync("flow", null, "case", Cancellation);
        for (var failure = 1; failure < s_policy.MaxIdenticalFailures; failure++)
        {
            await AwaitHistoryAsync(host, $"TimerCreated*{failure}");
            host.Advance(TimeSpan.FromSeconds(1));
        }

        return await AwaitStatusAsync(host, OrchestrationRuntimeStatus.Suspended);
    }

    private OrchestrationRegistry Code() => new OrchestrationRegistry()
        .AddActivity<string?, string>("call", (context, _, _) =>
        {
            _attempts++;
            return _isMended ? Task.FromResult($"attempt {context.Attempt}") : throw new InvalidOperationException("no credit left");
        })
        .AddOrchestration<string?, string>("flow", 1, (context, _) => context.CallActivityAsync<string>("call", null, new ActivityOptions(s_policy)));
}

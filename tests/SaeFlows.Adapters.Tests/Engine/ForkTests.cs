using SaeFlows.Core;
using SaeFlows.Core.Durability;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.Engine;

public sealed class ForkTests : EngineTestBase
{
    private readonly List<string> _ran = [];

    [Fact]
    public async Task Fork_FromAStep_ReusesWhatCameBeforeAndKeepsTheSource()
    {
        await using var host = await SqliteEngineHost.StartAsync(Code());
        var source = await RunAsync(host, "flow", "first");
        var before = await ScenarioDriver.HistoryAsync(host, "first", Cancellation);
        _ran.Clear();

        await host.Client.ForkAsync("first", "second", "verify", Cancellation);
        var fork = await ScenarioDriver.AwaitEndAsync(host, "second", Cancellation);

        Assert.Equal(["verify"], _ran);
        Assert.Equal(source.Output, fork.Output);
        Assert.Equal(before, await ScenarioDriver.HistoryAsync(host, "first", Cancellation));
        Assert.Equal(before, await ScenarioDriver.HistoryAsync(host, "second", Cancellation));
    }

    [Fact]
    public async Task Fork_OfAFork_Works()
    {
        await using var host = await SqliteEngineHost.StartAsync(Code());
        await RunAsync(host, "flow", "first");
        await host.Client.ForkAsync("first", "second", "verify", Cancellation);
        await ScenarioDriver.AwaitEndAsync(host, "second", Cancellation);

        await host.Client.ForkAsync("second", "third", "verify", Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await ScenarioDriver.AwaitEndAsync(host, "third", Cancellation)).Status);
    }

    [Theory]
    [InlineData("first", "nowhere", "has no step 'nowhere' to fork from; its steps are: rewrite, verify")]
    [InlineData("missing", "verify", "There is no instance 'missing'")]
    [InlineData("waiting", "verify", "has not ended")]
    public async Task Fork_Impossible_SaysWhy(string source, string step, string why)
    {
        await using var host = await SqliteEngineHost.StartAsync(Code());
        await RunAsync(host, "flow", "first");
        await host.Client.ScheduleNewAsync("waits", null, "waiting", Cancellation);

        var error = await Assert.ThrowsAsync<UserInputException>(() => host.Client.ForkAsync(source, "second", step, Cancellation));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Null(await host.Client.GetAsync("second", Cancellation));
    }

    [Fact]
    public async Task Fork_StepBesideTheCutHadNotEnded_RunsAgain()
    {
        await using var host = await SqliteEngineHost.StartAsync(Code());
        await RunAsync(host, "beside", "first");
        _ran.Clear();

        await host.Client.ForkAsync("first", "second", "verify", Cancellation);
        var fork = await ScenarioDriver.AwaitEndAsync(host, "second", Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, fork.Status);
        Assert.Equal(["rewrite", "verify"], _ran.Order());
    }

    private OrchestrationRegistry Code()
    {
        Task<string> Run(ActivityContext context, string? _, CancellationToken cancellationToken)
        {
            lock (_ran)
            {
                _ran.Add(context.Name);
            }

            return Task.FromResult(context.Name);
        }

        return new OrchestrationRegistry()
            .AddActivity<string?, string>("rewrite", Run)
            .AddActivity<string?, string>("verify", Run)
            .AddOrchestration<string?, string>("waits", 1, (context, _) => context.WaitForExternalEvent<string>("never"))
            .AddOrchestration<string?, string>("flow", 1, async (context, _) =>
            {
                var id = context.NewGuid();
                return id + await context.CallActivityAsync<string>("rewrite") + await context.CallActivityAsync<string>("verify");
            })
            .AddOrchestration<string?, string>("beside", 1, async (context, _) =>
                string.Concat(await Task.WhenAll(context.CallActivityAsync<string>("rewrite"), context.CallActivityAsync<string>("verify"))));
    }
}

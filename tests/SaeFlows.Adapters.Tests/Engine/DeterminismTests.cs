using SaeFlows.Core.Durability;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.Engine;

public sealed class DeterminismTests : EngineTestBase
{
    private readonly List<string> _ran = [];

    [Fact]
    public async Task Replay_StepRenamed_SuspendsNamingBothSteps()
    {
        await using var host = await SqliteEngineHost.StartAsync(Code("plan", "check"));
        await host.Client.ScheduleNewAsync("flow", null, "case", Cancellation);
        await AwaitHistoryAsync(host, "TaskCompleted plan");

        await host.RestartAsync(Code("draft", "check"));
        await host.Client.RaiseEventAsync("case", "go", null, Cancellation);

        var held = await AwaitStatusAsync(host, OrchestrationRuntimeStatus.Suspended);
        Assert.Contains("its history has activity 'plan' as step 0, but the code asks for activity 'draft'", held.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_OldCodeIsBack_GoesOnWithoutRunningTheOldStepAgain()
    {
        await using var host = await SqliteEngineHost.StartAsync(Code("plan", "check"));
        await host.Client.ScheduleNewAsync("flow", null, "case", Cancellation);
        await AwaitHistoryAsync(host, "TaskCompleted plan");
        await host.RestartAsync(Code("draft", "check"));
        await host.Client.RaiseEventAsync("case", "go", null, Cancellation);
        await AwaitStatusAsync(host, OrchestrationRuntimeStatus.Suspended);

        await host.RestartAsync(Code("plan", "check"));
        await host.Client.ResumeAsync("case", null, Cancellation);

        var ended = await ScenarioDriver.AwaitEndAsync(host, "case", Cancellation);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.Status);
        Assert.Equal(["plan", "check"], _ran);
    }

    [Fact]
    public async Task Resume_CodeStillChanged_StaysSuspended()
    {
        await using var host = await SqliteEngineHost.StartAsync(Code("plan", "check"));
        await host.Client.ScheduleNewAsync("flow", null, "case", Cancellation);
        await AwaitHistoryAsync(host, "TaskCompleted plan");
        await host.RestartAsync(Code("draft", "check"));
        await host.Client.RaiseEventAsync("case", "go", null, Cancellation);
        await AwaitStatusAsync(host, OrchestrationRuntimeStatus.Suspended);

        await host.Client.ResumeAsync("case", null, Cancellation);
        await host.RestartAsync(Code("plan", "check"));
        var held = await host.Client.GetAsync("case", Cancellation);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, held!.Status);

        await host.Client.ResumeAsync("case", null, Cancellation);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await ScenarioDriver.AwaitEndAsync(host, "case", Cancellation)).Status);
    }

    [Fact]
    public async Task Replay_StepAddedBeforeARecordedEvent_Suspends()
    {
        await using var host = await SqliteEngineHost.StartAsync(Code("plan", "check"));
        await host.Client.ScheduleNewAsync("flow", null, "case", Cancellation);
        await AwaitHistoryAsync(host, "TaskCompleted plan");
        await host.Client.RaiseEventAsync("case", "noise", null, Cancellation);
        await AwaitHistoryAsync(host, "EventRaised noise");

        var longer = WithSteps("plan", "extra", "check").AddOrchestration<string?, string>("flow", 1, async (context, _) =>
            await context.CallActivityAsync<string>("plan") + await context.CallActivityAsync<string>("extra"));
        await host.RestartAsync(longer);
        await host.Client.RaiseEventAsync("case", "go", null, Cancellation);

        var held = await AwaitStatusAsync(host, OrchestrationRuntimeStatus.Suspended);
        Assert.Contains("activity 'extra' as step 1, of which its history knows nothing", held.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_StepRemoved_Suspends()
    {
        await using var host = await SqliteEngineHost.StartAsync(Code("plan", "check"));
        await host.Client.ScheduleNewAsync("flow", null, "case", Cancellation);
        await AwaitHistoryAsync(host, "TaskCompleted plan");

        await host.RestartAsync(WithSteps("plan").AddOrchestration<string?, string>("flow", 1, async (context, _) =>
            await context.WaitForExternalEvent<string>("go")));
        await host.Client.RaiseEventAsync("case", "go", null, Cancellation);

        var held = await AwaitStatusAsync(host, OrchestrationRuntimeStatus.Suspended);
        Assert.Contains("activity 'plan' as step 0", held.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_NewerCodeRegistered_StartedInstancesKeepTheirs()
    {
        await using var host = await SqliteEngineHost.StartAsync(Code("plan", "check"));
        await host.Client.ScheduleNewAsync("flow", null, "case", Cancellation);
        await AwaitHistoryAsync(host, "TaskCompleted plan");

        await host.RestartAsync(Code("plan", "check").AddOrchestration<string?, string>("flow", 2, (_, _) => Task.FromResult("second")));
        var second = await RunAsync(host, "flow", "other");
        await host.Client.RaiseEventAsync("case", "go", null, Cancellation);

        Assert.Equal("second", Output(second));
        Assert.Equal("planned", Output(await ScenarioDriver.AwaitEndAsync(host, "case", Cancellation)));
    }

    [Fact]
    public async Task Versions_OwnVersionMissing_SuspendsUntilItIsThere()
    {
        await using var host = await SqliteEngineHost.StartAsync(Code("plan", "check"));
        await host.Client.ScheduleNewAsync("flow", null, "case", Cancellation);
        await AwaitHistoryAsync(host, "TaskCompleted plan");

        await host.RestartAsync(new OrchestrationRegistry().AddOrchestration<string?, string>("flow", 2, (_, _) => Task.FromResult("second")));
        await host.Client.RaiseEventAsync("case", "go", null, Cancellation);
        var held = await AwaitStatusAsync(host, OrchestrationRuntimeStatus.Suspended);
        await host.RestartAsync(Code("plan", "check"));
        await host.Client.ResumeAsync("case", null, Cancellation);

        Assert.Contains("No orchestration 'flow' version 1 is registered", held.Reason, StringComparison.Ordinal);
        Assert.Equal("planned", Output(await ScenarioDriver.AwaitEndAsync(host, "case", Cancellation)));
    }

    /// <summary>One step, an event, another step.</summary>
    private OrchestrationRegistry Code(string first, string second) =>
        WithSteps(first, second).AddOrchestration<string?, string>("flow", 1, async (context, _) =>
        {
            await context.CallActivityAsync<string>(first);
            await context.WaitForExternalEvent<string>("go");
            await context.CallActivityAsync<string>(second);
            return "planned";
        });

    private OrchestrationRegistry WithSteps(params string[] names)
    {
        var registry = new OrchestrationRegistry();
        foreach (var name in names)
        {
            registry.AddActivity<string?, string>(name, (_, _, _) =>
            {
                _ran.Add(name);
                return Task.FromResult(name);
            });
        }

        return registry;
    }
}

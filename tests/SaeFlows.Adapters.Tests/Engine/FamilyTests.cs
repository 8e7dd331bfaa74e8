using SaeFlows.Core.Durability;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.Engine;

/// <summary>Parents and children.</summary>
public sealed class FamilyTests : EngineTestBase
{
    [Fact]
    public async Task Terminate_Parent_EndsItsDescendants()
    {
        await using var host = await StartFamilyAsync();

        await host.Client.TerminateAsync("case", "enough", Cancellation);

        foreach (var id in new[] { "case", "case/child", "case/child/child" })
        {
            Assert.Equal((OrchestrationRuntimeStatus.Terminated, "enough"), await StateAsync(host, id));
        }
    }

    [Fact]
    public async Task Suspend_Parent_HoldsItsDescendantsUntilResumed()
    {
        await using var host = await StartFamilyAsync();

        await host.Client.SuspendAsync("case", "night", Cancellation);
        foreach (var id in new[] { "case", "case/child", "case/child/child" })
        {
            await AwaitStatusAsync(host, OrchestrationRuntimeStatus.Suspended, id);
        }

        await host.Client.RaiseEventAsync("case/child/child", "go", "on", Cancellation);
        await host.Client.ResumeAsync("case", null, Cancellation);

        Assert.Equal("on", Output(await ScenarioDriver.AwaitEndAsync(host, "case", Cancellation)));
    }

    [Fact]
    public async Task Terminate_Child_FailsTheStepOfItsParent()
    {
        await using var host = await StartFamilyAsync();

        await host.Client.TerminateAsync("case/child", "enough", Cancellation);

        var parent = await ScenarioDriver.AwaitEndAsync(host, "case", Cancellation);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, parent.Status);
        Assert.Contains("terminated", parent.Failure!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Child_IdOfAnotherInstance_FailsTheStep()
    {
        await using var host = await SqliteEngineHost.StartAsync(Code());
        await host.Client.ScheduleNewAsync("family", 0, "case/child", Cancellation);

        var parent = await RunAsync(host, "family", "case", 1);

        Assert.Contains("'case/child' is already taken", parent.Failure!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Child_OfTheExecutionBefore_IsTakenUpAgain()
    {
        var ran = new List<string>();
        var registry = WithNotes(ran)
            .AddOrchestration<string?, string>("child", 1, (context, _) => NoteAsync(context, "worked"))
            .AddOrchestration<int, string>("parent", 1, async (context, generation) =>
            {
                var result = await context.CallSubOrchestratorAsync<string>("child", null, new SubOrchestrationOptions("child"));
                if (generation < 2)
                {
                    context.ContinueAsNew(generation + 1);
                }

                return $"{result} {generation}";
            });
        await using var host = await SqliteEngineHost.StartAsync(registry);

        Assert.Equal("worked 2", Output(await RunAsync(host, "parent", input: 0)));
        Assert.Single(ran);
    }

    [Fact]
    public async Task Child_ManyOfOneParent_AllEnd()
    {
        var registry = WithNotes([])
            .AddOrchestration<string, string>("child", 1, NoteAsync)
            .AddOrchestration<int, int>("parent", 1, async (context, count) => (await Task.WhenAll(Enumerable.Range(0, count)
                .Select(child => context.CallSubOrchestratorAsync<string>("child", $"{child}")).ToList())).Distinct().Count());
        await using var host = await SqliteEngineHost.StartAsync(registry);

        Assert.Equal("500", (await RunAsync(host, "parent", input: 500)).Output);
    }

    private static async Task<SqliteEngineHost> StartFamilyAsync()
    {
        var host = await SqliteEngineHost.StartAsync(Code());
        await host.Client.ScheduleNewAsync("family", 2, "case", Cancellation);
        await AwaitStatusAsync(host, OrchestrationRuntimeStatus.Running, "case/child/child");
        return host;
    }

    private static async Task<(OrchestrationRuntimeStatus Status, string? Reason)> StateAsync(SqliteEngineHost host, string id)
    {
        var instance = await host.Client.GetAsync(id, Cancellation);
        return (instance!.Status, instance.Reason);
    }

    /// <summary>Generations down to one that waits for an event.</summary>
    private static OrchestrationRegistry Code() => new OrchestrationRegistry().AddOrchestration<int, string>("family", 1, (context, depth) => depth == 0
        ? context.WaitForExternalEvent<string>("go")
        : context.CallSubOrchestratorAsync<string>("family", depth - 1, new SubOrchestrationOptions(context.InstanceId + "/child")));
}

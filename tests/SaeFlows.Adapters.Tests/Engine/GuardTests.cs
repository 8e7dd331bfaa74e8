using SaeFlows.Core.Durability;

namespace SaeFlows.Adapters.Tests.Engine;

/// <summary>Code that leaves its turn is stopped with a clear reason, not run into the wild.</summary>
public sealed class GuardTests : EngineTestBase
{
    private static readonly Dictionary<string, Func<IOrchestrationContext, Task<string>>> s_offences = new(StringComparer.Ordinal)
    {
        ["Task.Delay"] = async context =>
        {
            await Task.Delay(1);
            return await NoteAsync(context, "late");
        },
        ["Task.Run"] = async context => await Task.Run(async () => await NoteAsync(context, "elsewhere")),
        ["ConfigureAwait(false) before a step"] = async context =>
        {
            await NoteAsync(context, "first").ConfigureAwait(false);
            return await NoteAsync(context, "second");
        },
        ["ConfigureAwait(false) at the end"] = async context => await NoteAsync(context, "first").ConfigureAwait(false),
        ["a task of its own"] = async _ => await new TaskCompletionSource<string>().Task,
    };

    public static TheoryData<string> Offences => [.. s_offences.Keys];

    [Theory]
    [MemberData(nameof(Offences))]
    public async Task Orchestration_LeavesItsTurn_IsSuspendedWithTheReason(string offence)
    {
        var registry = WithNotes([]).AddOrchestration<string?, string>("flow", 1, (context, _) => s_offences[offence](context));
        await using var host = await SqliteEngineHost.StartAsync(registry);
        await host.Client.ScheduleNewAsync("flow", null, "case", Cancellation);

        var held = await AwaitStatusAsync(host, OrchestrationRuntimeStatus.Suspended);

        Assert.Contains("Orchestrations may await only tasks of their context", held.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_CodeMended_CompletesWithoutRunningStepsAgain()
    {
        var ran = new List<string>();
        var registry = WithNotes(ran).AddOrchestration<string?, string>("flow", 1, async (context, _) =>
        {
            await NoteAsync(context, "first").ConfigureAwait(false);
            return await NoteAsync(context, "second");
        });
        await using var host = await SqliteEngineHost.StartAsync(registry);
        await host.Client.ScheduleNewAsync("flow", null, "case", Cancellation);
        await AwaitStatusAsync(host, OrchestrationRuntimeStatus.Suspended);

        await host.RestartAsync(WithNotes(ran).AddOrchestration<string?, string>("flow", 1, async (context, _) =>
            await NoteAsync(context, "first") + await NoteAsync(context, "second")));
        await host.Client.ResumeAsync("case", null, Cancellation);

        Assert.Equal("firstsecond", Output(await TestKit.Suites.ScenarioDriver.AwaitEndAsync(host, "case", Cancellation)));
        Assert.Equal(["first", "second"], ran);
    }

    [Fact]
    public async Task ContinueAsNew_WithoutEverWaiting_IsSuspended()
    {
        var registry = new OrchestrationRegistry().AddOrchestration<int, int>("spin", 1, (context, number) =>
        {
            context.ContinueAsNew(number + 1);
            return Task.FromResult(number);
        });
        await using var host = await SqliteEngineHost.StartAsync(registry);
        await host.Client.ScheduleNewAsync("spin", 0, "case", Cancellation);

        var held = await AwaitStatusAsync(host, OrchestrationRuntimeStatus.Suspended);

        Assert.Contains("without waiting for anything", held.Reason, StringComparison.Ordinal);
    }
}

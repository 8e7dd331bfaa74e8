using System.Globalization;
using SaeFlows.Core.Durability;
using SaeFlows.Sqlite.Engine;
using SaeFlows.Sqlite.Storage;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.Engine;

/// <summary>Several engines on one file, as several processes would have them.</summary>
public sealed class SeveralEnginesTests : EngineTestBase
{
    private static readonly SqliteEngineOptions s_options = new() { PollMilliseconds = 20, LeaseSeconds = 3600, MaxConcurrentOrchestrations = 4 };

    [Fact]
    public async Task Engines_Two_ShareTheWorkAndDoNoneTwice()
    {
        var ran = new List<string>();
        await using var host = await SqliteEngineHost.StartAsync(Code(ran), s_options);
        await using var database = SqliteDatabase.Open(host.Path);
        await using var other = new SqliteEngine(database, Code(ran), s_options, host.Clock);
        await other.StartAsync(Cancellation);

        var ids = Enumerable.Range(0, 300).Select(index => index.ToString("D3", CultureInfo.InvariantCulture)).ToList();
        await Task.WhenAll(ids.Select(id => host.Client.ScheduleNewAsync("flow", null, id, Cancellation)));
        foreach (var id in ids)
        {
            await ScenarioDriver.AwaitEndAsync(host, id, Cancellation);
        }

        Assert.Equal(ids, ran.Order());
    }

    [Fact]
    public async Task RaiseEvent_ByAnotherEngine_Arrives()
    {
        await using var host = await SqliteEngineHost.StartAsync(Code([]), s_options);
        await using var database = SqliteDatabase.Open(host.Path);
        await using var client = new SqliteEngine(database, Code([]), s_options, host.Clock);
        await host.Client.ScheduleNewAsync("waits", null, "case", Cancellation);
        await AwaitStatusAsync(host, OrchestrationRuntimeStatus.Running);

        Assert.True(await client.RaiseEventAsync("case", "go", "there", Cancellation));

        Assert.Equal("there", Output(await client.WaitForCompletionAsync("case", Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation)));
    }

    [Fact]
    public async Task Takeover_LeaseLapsed_TheFormerOwnersResultIsVoid()
    {
        var reached = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var host = await SqliteEngineHost.StartAsync(Slow("former", reached, release.Task), s_options);
        await host.Client.ScheduleNewAsync("flow", null, "case", Cancellation);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        host.Advance(TimeSpan.FromHours(2));
        await using var database = SqliteDatabase.Open(host.Path);
        await using var successor = new SqliteEngine(database, Slow("successor", new TaskCompletionSource(), Task.CompletedTask), s_options, host.Clock);
        await successor.StartAsync(Cancellation);
        var ended = await successor.WaitForCompletionAsync("case", Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        release.SetResult();
        await host.Engine.StopAsync(Cancellation);

        Assert.Equal("successor", Output(ended));
        Assert.Equal(
            ["ExecutionStarted flow", "TaskScheduled who", "TaskCompleted who", "ExecutionCompleted"],
            await ScenarioDriver.HistoryAsync(host, "case", Cancellation));
    }

    [Fact]
    public async Task Lease_LapsedButNobodyTookOver_GoesOn()
    {
        await using var host = await SqliteEngineHost.StartAsync(Code([]), s_options);
        host.Advance(TimeSpan.FromHours(2));

        Assert.Equal("case", Output(await RunAsync(host, "flow")));
    }

    private static OrchestrationRegistry Code(List<string> ran) => WithNotes(ran)
        .AddOrchestration<string?, string>("flow", 1, (context, _) => NoteAsync(context, context.InstanceId))
        .AddOrchestration<string?, string>("waits", 1, (context, _) => context.WaitForExternalEvent<string>("go"));

    private static OrchestrationRegistry Slow(string name, TaskCompletionSource reached, Task release) => new OrchestrationRegistry()
        .AddActivity<string?, string>("who", async (_, _, _) =>
        {
            reached.TrySetResult();
            await release;
            return name;
        })
        .AddOrchestration<string?, string>("flow", 1, (context, _) => context.CallActivityAsync<string>("who"));
}

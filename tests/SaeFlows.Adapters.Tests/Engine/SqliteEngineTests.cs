using System.Globalization;
using SaeFlows.Core;
using SaeFlows.Core.Durability;
using SaeFlows.Sqlite.Engine;
using SaeFlows.Sqlite.Storage;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.Engine;

public sealed class SqliteEngineTests : EngineTestBase
{
    [Fact]
    public async Task ScheduleNew_IdExists_LeavesItAsItIs()
    {
        await using var host = await SqliteEngineHost.StartAsync(Code([]));
        await RunAsync(host, "flow", input: "one");

        Assert.False(await host.Client.ScheduleNewAsync("flow", "two", "case", Cancellation));
        Assert.Equal("\"one\"", (await host.Client.GetAsync("case", Cancellation))!.Input);
    }

    [Fact]
    public async Task ScheduleNew_UnknownName_SaysWhichAreKnown()
    {
        await using var host = await SqliteEngineHost.StartAsync(Code([]));

        var error = await Assert.ThrowsAsync<KeyNotFoundException>(() => host.Client.ScheduleNewAsync("flaw", null, "case", Cancellation));

        Assert.Contains("known are: flow", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RaiseEvent_UnknownOrFinished_IsIgnored()
    {
        await using var host = await SqliteEngineHost.StartAsync(Code([]));
        await RunAsync(host, "flow", input: "one");

        Assert.False(await host.Client.RaiseEventAsync("case", "go", null, Cancellation));
        Assert.False(await host.Client.RaiseEventAsync("nobody", "go", null, Cancellation));
    }

    [Fact]
    public async Task Activity_NotRegistered_FailsTheStepAndSaysWhichAreKnown()
    {
        var registry = new OrchestrationRegistry().AddOrchestration<string?, string>("flow", 1, (context, _) => context.CallActivityAsync<string>("lost"));
        await using var host = await SqliteEngineHost.StartAsync(registry);

        Assert.Contains("No activity named 'lost'", (await RunAsync(host, "flow")).Failure!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instances_MoreThanFit_StartInOrderOfCreation()
    {
        var ran = new List<string>();
        await using var host = await SqliteEngineHost.StartAsync(Code(ran), new SqliteEngineOptions { MaxConcurrentOrchestrations = 1 });
        var ids = Enumerable.Range(0, 200).Select(index => (999 - index).ToString(CultureInfo.InvariantCulture)).ToList();

        await Task.WhenAll(ids.Select(id => host.Client.ScheduleNewAsync("flow", id, id, Cancellation)));
        await ScenarioDriver.AwaitEndAsync(host, ids[^1], Cancellation);

        Assert.Equal(ids, ran);
    }

    [Fact]
    public async Task Activities_MoreThanAllowed_WaitForTheirTurn()
    {
        var (running, most) = (0, 0);
        var gate = new TaskCompletionSource();
        var registry = new OrchestrationRegistry()
            .AddActivity<int, int>("slow", async (_, number, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await gate.Task;
                Interlocked.Decrement(ref running);
                return number;
            })
            .AddOrchestration<string?, int>("flow", 1, async (context, _) =>
                (await Task.WhenAll(Enumerable.Range(0, 20).Select(number => context.CallActivityAsync<int>("slow", number)).ToList())).Sum());
        await using var host = await SqliteEngineHost.StartAsync(registry, new SqliteEngineOptions { MaxConcurrentActivities = 3 });
        await host.Client.ScheduleNewAsync("flow", null, "case", Cancellation);
        await ScenarioDriver.EventuallyAsync("three running activities", () => Task.FromResult(Volatile.Read(ref running) == 3));

        gate.SetResult();

        Assert.Equal("190", (await ScenarioDriver.AwaitEndAsync(host, "case", Cancellation)).Output);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Stop_ActivityRunning_KeepsItsResult()
    {
        var reached = new TaskCompletionSource();
        var runs = 0;
        var registry = new OrchestrationRegistry()
            .AddActivity<string?, int>("slow", async (_, _, stopping) =>
            {
                runs++;
                reached.TrySetResult();
                await Task.Delay(Timeout.Infinite, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
                return 42;
            })
            .AddOrchestration<string?, int>("flow", 1, async (context, _) =>
            {
                var result = await context.CallActivityAsync<int>("slow");
                return result + await context.WaitForExternalEvent<int>("go");
            });
        await using var host = await SqliteEngineHost.StartAsync(registry);
        await host.Client.ScheduleNewAsync("flow", null, "case", Cancellation);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        await host.RestartAsync();
        await host.Client.RaiseEventAsync("case", "go", 1, Cancellation);

        Assert.Equal("43", (await ScenarioDriver.AwaitEndAsync(host, "case", Cancellation)).Output);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Stop_ActivityNotYetBegun_RunsAfterTheRestart()
    {
        var reached = new TaskCompletionSource();
        var registry = new OrchestrationRegistry()
            .AddActivity<string, string>("one by one", async (_, text, stopping) =>
            {
                reached.TrySetResult();
                await Task.Delay(Timeout.Infinite, text == "first" ? stopping : new CancellationToken(canceled: true)).ContinueWith(_ => { }, TaskScheduler.Default);
                return text;
            })
            .AddOrchestration<string, string>("flow", 1, (context, text) => context.CallActivityAsync<string>("one by one", text));
        await using var host = await SqliteEngineHost.StartAsync(registry, new SqliteEngineOptions { MaxConcurrentActivities = 1, MaxCachedInstances = 0 });
        await host.Client.ScheduleNewAsync("flow", "first", "first", Cancellation);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await host.Client.ScheduleNewAsync("flow", "second", "second", Cancellation);
        await AwaitHistoryAsync(host, "TaskScheduled one by one", "second");

        await host.RestartAsync();

        Assert.Equal("second", Output(await ScenarioDriver.AwaitEndAsync(host, "second", Cancellation)));
    }

    [Fact]
    public async Task Run_DiskFull_FailsTheEngineWithOneLineAndGoesOnLater()
    {
        var ran = new List<string>();
        await using var host = await SqliteEngineHost.StartAsync(Code(ran), databaseOptions: new SqliteDatabaseOptions { MaxPages = 40 });
        var big = new string('x', 20_000);
        var scheduled = new List<string>();
        var error = await Assert.ThrowsAsync<UserInputException>(async () =>
        {
            for (var index = 0; index < 100; index++)
            {
                var id = index.ToString("D3", CultureInfo.InvariantCulture);
                await host.Client.ScheduleNewAsync("flow", big, id, Cancellation);
                scheduled.Add(id);
                await host.Client.WaitForCompletionAsync(id, Cancellation);
            }
        });
        Assert.Contains("disk is full", error.Message, StringComparison.Ordinal);
        await host.Engine.DisposeAsync();

        await using var database = SqliteDatabase.Open(host.Path);
        await using var engine = new SqliteEngine(database, Code(ran), null, host.Clock);
        await engine.StartAsync(Cancellation);
        foreach (var id in scheduled)
        {
            var ended = await engine.WaitForCompletionAsync(id, Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
            Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.Status);
        }
    }

    [Fact]
    public async Task CustomStatus_TooLong_FailsTheOrchestration()
    {
        var registry = new OrchestrationRegistry().AddOrchestration<string?, string>("flow", 1, (context, _) =>
        {
            context.SetCustomStatus(new string('x', 20_000));
            return Task.FromResult("done");
        });
        await using var host = await SqliteEngineHost.StartAsync(registry);

        Assert.Contains("16384 characters", (await RunAsync(host, "flow")).Failure!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        using var folder = new TemporaryFolder();
        using var database = SqliteDatabase.Open(folder.File("options.db"));

        Assert.Throws<System.ComponentModel.DataAnnotations.ValidationException>(
            () => new SqliteEngine(database, new OrchestrationRegistry(), new SqliteEngineOptions { LeaseSeconds = 0 }));
    }

    private static OrchestrationRegistry Code(List<string> ran) =>
        WithNotes(ran).AddOrchestration<string, string>("flow", 1, (context, text) => NoteAsync(context, text));
}

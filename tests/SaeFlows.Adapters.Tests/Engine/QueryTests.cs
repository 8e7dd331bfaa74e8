using System.Globalization;
using SaeFlows.Core.Durability;

namespace SaeFlows.Adapters.Tests.Engine;

public sealed class QueryTests : EngineTestBase
{
    private static readonly OrchestrationQuery s_all = new();

    [Fact]
    public async Task Query_ByPrefixNameStatusAndCustomStatus_FindsThose()
    {
        await using var host = await StartWithSomeAsync();

        Assert.Equal(["run-1/q1", "run-1/q2"], await IdsAsync(host, new OrchestrationQuery { InstanceIdPrefix = "run-1/" }));
        Assert.Equal(["run-1/q2", "run-2/q1"], await IdsAsync(host, new OrchestrationQuery { Name = "waits" }));
        Assert.Equal(["run-1/q1"], await IdsAsync(host, new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Completed] }));
        Assert.Equal(["run-1/q1"], await IdsAsync(host, new OrchestrationQuery { CustomStatus = Member("stage", "verify") }));
        Assert.Equal(["run-1/q1"], await IdsAsync(host, new OrchestrationQuery { CustomStatus = Member("attempts", "2") }));
        Assert.Empty(await IdsAsync(host, new OrchestrationQuery { CreatedFrom = host.Clock.GetUtcNow().AddDays(1) }));
    }

    [Fact]
    public async Task Count_All_GivesTheNumberPerStatus()
    {
        await using var host = await StartWithSomeAsync();

        var counts = await host.Client.CountAsync(s_all, Cancellation);

        Assert.Equal(1, counts[OrchestrationRuntimeStatus.Completed]);
        Assert.Equal(2, counts[OrchestrationRuntimeStatus.Running]);
    }

    [Fact]
    public async Task Query_MoreThanAPage_StreamsThemInOrder()
    {
        await using var host = await SqliteEngineHost.StartAsync(Code());
        var ids = Enumerable.Range(0, 1203).Select(index => index.ToString("D5", CultureInfo.InvariantCulture)).ToList();
        await Task.WhenAll(ids.Select(id => host.Client.ScheduleNewAsync("waits", null, id, Cancellation)));

        Assert.Equal(ids, await IdsAsync(host, s_all));
    }

    [Fact]
    public async Task Purge_ByStatusAndAge_DeletesOnlyThoseWithTheirHistory()
    {
        await using var host = await StartWithSomeAsync();
        var end = host.Clock.GetUtcNow();
        host.Advance(TimeSpan.FromDays(1));
        await RunAsync(host, "ends", "young");

        Assert.Equal(0, await host.Client.PurgeAsync(s_all, end, Cancellation));
        Assert.Equal(1, await host.Client.PurgeAsync(s_all, end.AddHours(1), Cancellation));

        Assert.Equal(["run-1/q2", "run-2/q1", "young"], await IdsAsync(host, s_all));
        Assert.Empty(await host.Client.GetHistoryAsync("run-1/q1", Cancellation));
    }

    private static Dictionary<string, string> Member(string name, string value) => new() { [name] = value };

    private static async Task<List<string>> IdsAsync(SqliteEngineHost host, OrchestrationQuery query)
    {
        var ids = new List<string>();
        await foreach (var instance in host.Client.QueryAsync(query, Cancellation))
        {
            ids.Add(instance.InstanceId);
        }

        return ids;
    }

    private static async Task<SqliteEngineHost> StartWithSomeAsync()
    {
        var host = await SqliteEngineHost.StartAsync(Code());
        await RunAsync(host, "ends", "run-1/q1");
        foreach (var id in new[] { "run-1/q2", "run-2/q1" })
        {
            await host.Client.ScheduleNewAsync("waits", null, id, Cancellation);
            await AwaitStatusAsync(host, OrchestrationRuntimeStatus.Running, id);
        }

        return host;
    }

    private static OrchestrationRegistry Code() => new OrchestrationRegistry()
        .AddOrchestration<string?, string>("waits", 1, (context, _) => context.WaitForExternalEvent<string>("never"))
        .AddOrchestration<string?, string>("ends", 1, (context, _) =>
        {
            context.SetCustomStatus(new { stage = "verify", attempts = 2 });
            return Task.FromResult("done");
        });
}

using SaeFlows.Adapters.Tests.Sqlite;
using SaeFlows.Core.Ports;
using SaeFlows.Sqlite.Queue;
using SaeFlows.TestKit.Builders;

namespace SaeFlows.Adapters.Tests.Processes;

public sealed class SqliteWorkerProcessTests : WorkerProcessSuite
{
    private readonly TemporaryDatabase _file = new();

    protected override string Connection => $"sqlite:{_file.FilePath}";

    [Fact]
    public async Task Worker_JobThatKillsItsWorkers_EndsWithAnErrorAndTheOthersAreAnswered()
    {
        await SendAsync("killer", "die");
        for (var i = 0; i < 3; i++)
        {
            using var dying = StartWorker();
            await dying.UntilLineAsync("computing killer");
            Assert.NotEqual(0, await dying.EndAsync());
        }

        await SendAsync("next", "fine");
        StartWorker();
        var replies = new[] { await ReplyAsync(), await ReplyAsync() }.OrderBy(reply => reply.JobId).ToList();

        Assert.Contains("Tried 3 times", replies[0].Error, StringComparison.Ordinal);
        Assert.Equal(("next", "answer to fine"), (replies[1].JobId, replies[1].Answer));
        Assert.Equal("DeliveryCountExceeded", Assert.Single(await Jobs.PeekAsync(5, deadLettered: true, Token)).DeadLetterReason);
    }

    [Fact]
    public async Task Worker_SameJobAfterARestart_IsAnsweredFromTheCache()
    {
        await SendAsync("a", "fine");
        using (var first = StartWorker())
        {
            await ReplyAsync();
            first.Kill();
        }

        await SendAsync("b", "fine");
        StartWorker();

        Assert.True((await ReplyAsync()).FromCache);
    }

    [Fact]
    public async Task Receivers_InTwoProcesses_GetEachMessageOnce()
    {
        var ids = Enumerable.Range(0, 300).Select(i => $"m{i:000}").ToArray();
        await using var work = new SqliteJobQueue(_file.Database, "work");
        await Task.WhenAll(ids.Select(id => work.SendAsync(Messages.Text(id), null, Token)));

        using var one = PeerProcess.Start("drain", _file.FilePath);
        using var two = PeerProcess.Start("drain", _file.FilePath);
        var lines = (await Task.WhenAll(one.AllLinesAsync(), two.AllLinesAsync())).SelectMany(line => line);

        Assert.Equal(ids, lines.Order());
    }

    [Fact]
    public async Task Receiver_InAnotherProcess_IsServedByASendHere()
    {
        var worker = StartWorker();
        await worker.UntilLineAsync("ready");
        await SendAsync("a", "fine");

        Assert.Equal("answer to fine", (await ReplyAsync()).Answer);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _file.Dispose();
    }

    protected override Task<IJobQueue> OpenAsync(string name) => Task.FromResult<IJobQueue>(
        new SqliteJobQueue(_file.Database, name, new SqliteJobQueueOptions { PollInterval = TimeSpan.FromMilliseconds(50) }));
}

using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;
using SaeFlows.TestKit.Builders;

namespace SaeFlows.Adapters.Tests.Processes;

/// <summary>What must hold when workers are processes that die, or are asked to end.</summary>
public abstract class WorkerProcessSuite : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly List<PeerProcess> _workers = [];
    private IJobQueue? _jobs;
    private IJobQueue? _results;

    protected IJobQueue Jobs => _jobs!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What the worker processes are told to connect to.</summary>
    protected abstract string Connection { get; }

    [Fact]
    public async Task Worker_KilledInTheMiddleOfAJob_AnotherAnswersIt()
    {
        await SendAsync("a", "wait");
        using (var first = StartWorker())
        {
            await first.UntilLineAsync("computing a");
            first.Kill();
        }

        var second = StartWorker();
        await second.UntilLineAsync("computing a");
        await second.TellAsync("go on");

        Assert.Equal("answer to wait", (await ReplyAsync()).Answer);
        Assert.Empty(await _results!.ReceiveAsync(1, TimeSpan.FromMilliseconds(300), Token));
    }

    [Fact]
    public async Task Worker_AskedToEndWhileComputing_AnswersFirst()
    {
        await SendAsync("a", "wait");
        var worker = StartWorker();
        await worker.UntilLineAsync("computing a");
        worker.Terminate();
        await worker.TellAsync("go on");
        await worker.UntilLineAsync("drained");

        Assert.Equal(0, await worker.EndAsync());
        Assert.Equal("answer to wait", (await ReplyAsync()).Answer);
        Assert.Empty(await Jobs.ReceiveAsync(1, TimeSpan.FromMilliseconds(300), Token));
    }

    public virtual async ValueTask InitializeAsync()
    {
        _jobs = await OpenAsync(ModelMessages.JobsQueue);
        _results = await OpenAsync(ModelMessages.ResultsQueue);
    }

    public virtual async ValueTask DisposeAsync()
    {
        _workers.ForEach(worker => worker.Dispose());
        foreach (var queue in new[] { _jobs, _results })
        {
            if (queue is not null)
            {
                await queue.DisposeAsync();
            }
        }

        GC.SuppressFinalize(this);
    }

    protected abstract Task<IJobQueue> OpenAsync(string name);

    private protected PeerProcess StartWorker()
    {
        var worker = PeerProcess.Start("worker", Connection);
        _workers.Add(worker);
        return worker;
    }

    protected Task SendAsync(string id, string question) => Jobs.SendAsync(ModelMessages.FromJob(ModelJobs.Job(id, question)), null, Token);

    protected async Task<ModelJobResult> ReplyAsync()
    {
        var reply = Assert.Single(await _results!.ReceiveAsync(1, Patience, Token));
        await _results.CompleteAsync(reply, Token);
        return ModelMessages.ReadResult(reply.Message);
    }
}

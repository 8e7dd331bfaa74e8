using Microsoft.Extensions.Time.Testing;
using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;
using SaeFlows.TestKit.Fakes;

namespace SaeFlows.Core.Tests.Models;

/// <summary>A worker between two queues in memory, on a clock that the test moves.</summary>
internal sealed class WorkerBench : IAsyncDisposable
{
    public static readonly TimeSpan LockDuration = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public WorkerBench(JobQueueCapabilities capabilities = (JobQueueCapabilities)255)
    {
        Jobs = new InMemoryJobQueue(ModelMessages.JobsQueue, Time, LockDuration) { Capabilities = capabilities };
        Results = new InMemoryJobQueue(ModelMessages.ResultsQueue, Time, LockDuration);
    }

    public FakeTimeProvider Time { get; } = new();

    public InMemoryJobQueue Jobs { get; }

    public InMemoryJobQueue Results { get; }

    public ScriptedModelRuntime Runtime { get; } = new();

    public IModelResultCache Cache { get; } = new InMemoryModelResultCache();

    public ModelWorkerOptions Options { get; init; } = new() { MaxBatch = 4, MaxDeliveries = 3 };

    public Task Running => _running;

    public Task SendAsync(params ModelJob[] jobs) => Task.WhenAll(jobs.Select(job => Jobs.SendAsync(ModelMessages.FromJob(job), null, CancellationToken.None)));

    public ModelWorker Start()
    {
        var worker = new ModelWorker(Jobs, Results, Runtime, Cache, Options, Time);
        _running = worker.RunAsync(_stopping.Token);
        return worker;
    }

    public Task StopAsync() => _stopping.CancelAsync();

    /// <summary>The next <paramref name="count"/> replies, taken and completed.</summary>
    public async Task<IReadOnlyList<ModelJobResult>> RepliesAsync(int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        var replies = new List<ModelJobResult>();
        try
        {
            while (replies.Count < count)
            {
                foreach (var reply in await Results.ReceiveAsync(count - replies.Count, TimeSpan.FromDays(1), patience.Token))
                {
                    replies.Add(ModelMessages.ReadResult(reply.Message));
                    await Results.CompleteAsync(reply, CancellationToken.None);
                }
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"Only {replies.Count} of {count} replies came.");
        }

        return [.. replies.OrderBy(reply => reply.JobId, StringComparer.Ordinal)];
    }

    /// <summary>Waits for something that happens on another thread; names it when it does not happen.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        for (var i = 0; i < 2000; i++)
        {
            if (await holds())
            {
                return;
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"Never happened: {what}");
    }

    public Task UntilJobsEmptyAsync() =>
        UntilAsync(async () => (await Jobs.PeekAsync(1, deadLettered: false, CancellationToken.None)).Count == 0, "the jobs queue is empty");

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(20));
        _stopping.Dispose();
    }
}

using SaeFlows.Core.Models;
using SaeFlows.TestKit.Builders;
using SaeFlows.TestKit.Fakes;

namespace SaeFlows.Core.Tests.Models;

/// <summary>Workers that die while they compute, one after another on the same queues.</summary>
public sealed class DyingWorkerTests
{
    private const int MostLives = 200;

    [Fact]
    public async Task RunAsync_ManyDeathsAndNoCulprit_AnswersEveryJob()
    {
        await using var bench = new WorkerBench { Options = new ModelWorkerOptions { MaxBatch = 16 } };
        await SendAsync(bench, 24);

        int lives = await LiveAsync(bench, 24, (life, batch, _) => batch > (life > 2 ? 1 : 0));

        Assert.True(lives > bench.Options.MaxDeliveries + 1, $"only {lives} workers lived");
        Assert.All(await bench.RepliesAsync(24), reply => Assert.Null(reply.Error));
    }

    [Fact]
    public async Task RunAsync_OneJobKillsItsWorkers_OnlyThatOneIsDeadLettered()
    {
        await using var bench = new WorkerBench { Options = new ModelWorkerOptions { MaxBatch = 16 } };
        await SendAsync(bench, 24);

        int lives = await LiveAsync(bench, 24, (_, _, jobs) => jobs.Any(job => job.JobId == "job-07"));

        Assert.Equal(bench.Options.MaxDeliveries, lives - 1);
        var failed = Assert.Single(await bench.RepliesAsync(24), reply => reply.Error is not null);
        Assert.Equal("job-07", failed.JobId);
        Assert.Contains("Tried 8 times", failed.Error, StringComparison.Ordinal);
        Assert.Single(await bench.Jobs.PeekAsync(5, deadLettered: true, TestContext.Current.CancellationToken));
    }

    private static Task SendAsync(WorkerBench bench, int count) =>
        bench.SendAsync([.. Enumerable.Range(0, count).Select(i => ModelJobs.Job($"job-{i:00}"))]);

    /// <summary>
    /// One worker after another until so many jobs are answered; returns the number of workers. <paramref name="dies"/> says
    /// whether worker L dies computing its batch B, both counted from 1.
    /// </summary>
    private static async Task<int> LiveAsync(WorkerBench bench, int answers, Func<int, int, IReadOnlyList<ModelJob>, bool> dies)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        for (int life = 1; life <= MostLives; life++)
        {
            int now = life;
            var jobs = new MortalQueue(bench.Jobs);
            var results = new MortalQueue(bench.Results);
            var died = new TaskCompletionSource();
            var runtime = new ScriptedModelRuntime();
            runtime.OnBatch = (batch, _) =>
            {
                if (dies(now, runtime.Batches.Count, batch))
                {
                    jobs.Die();
                    results.Die();
                    died.SetResult();
                    over.Token.WaitHandle.WaitOne();
                    throw new OperationCanceledException(over.Token);
                }
            };
            using var stop = new CancellationTokenSource();
            var worker = new ModelWorker(jobs, results, runtime, new InMemoryModelResultCache(), bench.Options, bench.Time).RunAsync(stop.Token);
            await WorkerBench.UntilAsync(async () => died.Task.IsCompleted || await AnswersAsync(bench) == answers, $"worker {life} dies or all is answered");
            if (!died.Task.IsCompleted)
            {
                await stop.CancelAsync();
                await worker;
                await over.CancelAsync();
                return life;
            }

            bench.Time.Advance(WorkerBench.LockDuration * 2);
        }

        throw new InvalidOperationException($"{MostLives} workers did not answer {answers} jobs.");
    }

    private static async Task<int> AnswersAsync(WorkerBench bench) =>
        (await bench.Results.PeekAsync(1000, deadLettered: false, CancellationToken.None)).Count;
}

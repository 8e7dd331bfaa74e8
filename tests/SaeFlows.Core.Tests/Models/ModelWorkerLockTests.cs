using SaeFlows.Core.Models;
using SaeFlows.TestKit.Builders;

namespace SaeFlows.Core.Tests.Models;

public sealed class ModelWorkerLockTests
{
    private static readonly TimeSpan HalfLock = WorkerBench.LockDuration / 2;

    [Fact]
    public async Task RunAsync_LongComputation_RenewsAtHalfOfTheLock()
    {
        await using var bench = new WorkerBench();
        await bench.SendAsync(ModelJobs.Job("long"));
        using var computing = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        bench.Runtime.OnBatch = (_, _) => Block(computing, go);
        bench.Start();
        computing.Wait(TestContext.Current.CancellationToken);

        bench.Time.Advance(HalfLock - TimeSpan.FromSeconds(1));
        Assert.Equal(0, bench.Jobs.Renewals);
        for (var expected = 1; expected <= 4; expected++)
        {
            bench.Time.Advance(HalfLock);
            await WorkerBench.UntilAsync(() => Task.FromResult(bench.Jobs.Renewals >= expected), $"renewal {expected}");
        }

        go.Set();
        Assert.Null(Assert.Single(await bench.RepliesAsync(1)).Error);
        Assert.Single(bench.Runtime.Batches);
    }

    [Fact]
    public async Task RunAsync_AllLocksLost_CancelsTheRunAndAnswersNothing()
    {
        await using var bench = new WorkerBench();
        await bench.SendAsync(ModelJobs.Job("lost"));
        using var computing = new ManualResetEventSlim();
        var cancelled = new TaskCompletionSource();
        bench.Runtime.OnBatch = (_, token) =>
        {
            if (bench.Runtime.Batches.Count > 1)
            {
                return;
            }

            computing.Set();
            token.WaitHandle.WaitOne(TimeSpan.FromSeconds(20));
            cancelled.TrySetResult();
            token.ThrowIfCancellationRequested();
        };
        bench.Start();
        computing.Wait(TestContext.Current.CancellationToken);

        // Past the lock's end in one step: the renewal that then wakes finds it gone.
        bench.Time.Advance(WorkerBench.LockDuration * 2);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal("answer to question lost", Assert.Single(await bench.RepliesAsync(1)).Answer);
        Assert.Equal(1, bench.Results.Sends);
        Assert.Equal(2, bench.Runtime.Batches.Count);
    }

    [Fact]
    public async Task RunAsync_StoppedWhileComputing_FinishesTheBatchAndTakesNoMore()
    {
        await using var bench = new WorkerBench();
        await bench.SendAsync([.. Enumerable.Range(0, 6).Select(i => ModelJobs.Job($"j{i}"))]);
        using var computing = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        bench.Runtime.OnBatch = (_, _) => Block(computing, go);
        bench.Start();
        computing.Wait(TestContext.Current.CancellationToken);

        await bench.StopAsync();
        go.Set();
        await bench.Running.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal(4, (await bench.RepliesAsync(4)).Count);
        Assert.Equal(2, (await bench.Jobs.PeekAsync(10, deadLettered: false, TestContext.Current.CancellationToken)).Count(job => job.DeliveryCount == 0));
    }

    [Fact]
    public async Task RunAsync_StoppedAndDrainTimeoutOver_GivesTheBatchBack()
    {
        await using var bench = new WorkerBench();
        await bench.SendAsync(ModelJobs.Job("stuck"));
        using var computing = new ManualResetEventSlim();
        bench.Runtime.OnBatch = (_, token) =>
        {
            computing.Set();
            token.WaitHandle.WaitOne(TimeSpan.FromSeconds(20));
            token.ThrowIfCancellationRequested();
        };
        bench.Start();
        computing.Wait(TestContext.Current.CancellationToken);

        await bench.StopAsync();
        bench.Time.Advance(bench.Options.DrainTimeout);
        await bench.Running.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        var job = Assert.Single(await bench.Jobs.PeekAsync(10, deadLettered: false, TestContext.Current.CancellationToken));
        Assert.Equal(SaeFlows.Core.Ports.PeekedJobState.Active, job.State);
        Assert.Equal(0, bench.Results.Sends);
    }

    [Fact]
    public async Task RunAsync_JobsQueueAway_TakesUpWorkWhenItIsBack()
    {
        await using var bench = new WorkerBench();
        await bench.SendAsync(ModelJobs.Job("a"));
        bench.Jobs.IsAway = true;
        var worker = bench.Start();
        await WorkerBench.UntilAsync(() => Task.FromResult(worker.Status.Trouble is not null), "the absence is noticed");

        bench.Jobs.IsAway = false;
        bench.Time.Advance(bench.Options.MaxBackoff);

        Assert.Equal("a", Assert.Single(await bench.RepliesAsync(1)).JobId);
        Assert.Null(worker.Status.Trouble);
    }

    [Fact]
    public async Task RunAsync_ResultsQueueAwayForAWhile_AnswersWithoutComputingAgain()
    {
        await using var bench = new WorkerBench();
        await bench.SendAsync(ModelJobs.Job("a"));
        bench.Runtime.OnBatch = (_, _) => bench.Results.IsAway = true;
        bench.Start();
        await WorkerBench.UntilAsync(() => Task.FromResult(bench.Results.IsAway), "the batch runs");

        // Time moves on bit by bit, as in life: the lock is renewed while the answer waits.
        for (var i = 0; i < 8; i++)
        {
            var renewals = bench.Jobs.Renewals;
            bench.Time.Advance(HalfLock);
            await WorkerBench.UntilAsync(() => Task.FromResult(bench.Jobs.Renewals > renewals), $"renewal after {i} half locks");
        }

        bench.Results.IsAway = false;
        bench.Time.Advance(bench.Options.MaxBackoff);
        Assert.Equal("a", Assert.Single(await bench.RepliesAsync(1)).JobId);
        Assert.Single(bench.Runtime.Batches);
        await bench.UntilJobsEmptyAsync();
    }

    private static void Block(ManualResetEventSlim entered, ManualResetEventSlim go)
    {
        entered.Set();
        go.Wait(TestContext.Current.CancellationToken);
    }
}

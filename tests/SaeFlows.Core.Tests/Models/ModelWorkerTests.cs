using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;
using SaeFlows.TestKit.Builders;

namespace SaeFlows.Core.Tests.Models;

public sealed class ModelWorkerTests
{
    [Fact]
    public async Task RunAsync_JobsWaiting_AnswersThemInOneBatch()
    {
        await using var bench = new WorkerBench();
        await bench.SendAsync(ModelJobs.Job("a"), ModelJobs.Job("b"), ModelJobs.Job("c"));
        bench.Start();

        var replies = await bench.RepliesAsync(3);

        Assert.Equal(["answer to question a", "answer to question b", "answer to question c"], replies.Select(reply => reply.Answer));
        Assert.Equal("instance-b", replies[1].ReplyToInstance);
        Assert.Equal("reply-b", replies[1].ReplyEvent);
        Assert.Equal(3, Assert.Single(bench.Runtime.Batches).Count);
        await bench.UntilJobsEmptyAsync();
    }

    [Fact]
    public async Task RunAsync_MoreJobsThanSlots_TakesNoMoreThanItsSlots()
    {
        await using var bench = new WorkerBench();
        await bench.SendAsync([.. Enumerable.Range(0, 6).Select(i => ModelJobs.Job($"j{i}"))]);
        using var computing = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        bench.Runtime.OnBatch = (_, _) =>
        {
            computing.Set();
            go.Wait(TestContext.Current.CancellationToken);
        };
        bench.Start();
        computing.Wait(TestContext.Current.CancellationToken);

        var states = (await bench.Jobs.PeekAsync(10, deadLettered: false, TestContext.Current.CancellationToken)).CountBy(job => job.State).ToDictionary();
        go.Set();

        Assert.Equal(4, states[PeekedJobState.Locked]);
        Assert.Equal(2, states[PeekedJobState.Active]);
        await bench.RepliesAsync(6);
    }

    [Fact]
    public async Task RunAsync_EqualContent_IsComputedOnce()
    {
        await using var bench = new WorkerBench();
        await bench.SendAsync(ModelJobs.Job("a", "same"), ModelJobs.Job("b", "same"));
        bench.Start();

        var replies = await bench.RepliesAsync(2);

        Assert.Single(Assert.Single(bench.Runtime.Batches));
        Assert.Equal(["a", "b"], replies.Select(reply => reply.JobId));
        Assert.Single(replies, reply => reply.FromCache);
    }

    [Fact]
    public async Task RunAsync_WorkerDiedBetweenAnswerAndCompletion_AnswersTheRedeliveryFromTheCache()
    {
        await using var bench = new WorkerBench();
        await bench.SendAsync(ModelJobs.Job("a"));
        var died = false;
        bench.Jobs.BeforeComplete = _ =>
        {
            if (!died)
            {
                died = true;
                bench.Time.Advance(WorkerBench.LockDuration * 2);
            }
        };
        bench.Start();
        await bench.UntilJobsEmptyAsync();

        Assert.Single(bench.Runtime.Batches);
        Assert.Equal(2, bench.Results.Sends);
        Assert.Equal("a", Assert.Single(await bench.RepliesAsync(1)).JobId);
    }

    [Fact]
    public async Task RunAsync_JobFailsInTheModel_IsAnsweredWithItsErrorAndNotCached()
    {
        await using var bench = new WorkerBench();
        await bench.SendAsync(ModelJobs.Job("a"), ModelJobs.Job("b"));
        bench.Runtime.Answer = (job, _) => new ModelJobResult { JobId = job.JobId, Error = job.JobId == "b" ? "prompt too long" : null, Answer = "4" };
        bench.Start();

        var replies = await bench.RepliesAsync(2);

        Assert.Equal([null, "prompt too long"], replies.Select(reply => reply.Error));
        Assert.Null(await bench.Cache.FindAsync(ModelJobFingerprint.Of(ModelJobs.Job("b"), bench.Runtime.Description), TestContext.Current.CancellationToken));
        await bench.UntilJobsEmptyAsync();
    }

    [Fact]
    public async Task RunAsync_SomeJobMakesTheRuntimeThrow_TheOthersAreAnsweredAndItIsPoisoned()
    {
        await using var bench = new WorkerBench();
        await bench.SendAsync(ModelJobs.Job("a"), ModelJobs.Job("bad"), ModelJobs.Job("c"));
        bench.Runtime.Answer = (job, _) => job.JobId == "bad"
            ? throw new InvalidOperationException("index out of range")
            : new ModelJobResult { JobId = job.JobId, Answer = "4" };
        bench.Start();

        var replies = await bench.RepliesAsync(3);

        Assert.Equal(["4", null, "4"], replies.Select(reply => reply.Answer));
        Assert.Contains("index out of range", replies[1].Error, StringComparison.Ordinal);
        await bench.UntilJobsEmptyAsync();
        var dead = Assert.Single(await bench.Jobs.PeekAsync(5, deadLettered: true, TestContext.Current.CancellationToken));
        Assert.Equal(("bad", "ModelRunFailed", 3), (dead.Message.MessageId, dead.DeadLetterReason, dead.DeliveryCount));
    }

    [Theory]
    [InlineData("{ no json", "ModelJob.v1", "UnreadableBody")]
    [InlineData("null", "ModelJob.v1", "UnreadableBody")]
    [InlineData("{\"jobId\":\"x\"}", "ModelJob.v1", "UnreadableBody")]
    [InlineData("{}", "ModelJob.v9", "UnreadableBody")]
    public async Task RunAsync_UnreadableMessage_IsDeadLetteredAndAnswered(string body, string subject, string reason)
    {
        await using var bench = new WorkerBench();
        var message = ModelMessages.FromJob(ModelJobs.Job("x")) with { Body = System.Text.Encoding.UTF8.GetBytes(body), Subject = subject };
        await bench.Jobs.SendAsync(message, null, TestContext.Current.CancellationToken);
        bench.Start();

        var reply = Assert.Single(await bench.RepliesAsync(1));

        Assert.Equal(("x", "instance-x", "reply-x"), (reply.JobId, reply.ReplyToInstance, reply.ReplyEvent));
        Assert.StartsWith(reason, reply.Error, StringComparison.Ordinal);
        await bench.UntilJobsEmptyAsync();
        Assert.Equal(reason, Assert.Single(await bench.Jobs.PeekAsync(5, deadLettered: true, TestContext.Current.CancellationToken)).DeadLetterReason);
        Assert.Empty(bench.Runtime.Batches);
    }

    [Fact]
    public async Task RunAsync_JobThatKilledItsWorkersTooOften_IsDeadLetteredUncomputed()
    {
        await using var bench = new WorkerBench();
        await bench.SendAsync(ModelJobs.Job("killer"));
        for (var i = 0; i < bench.Options.MaxDeliveries; i++)
        {
            await bench.Jobs.ReceiveAsync(1, TimeSpan.Zero, TestContext.Current.CancellationToken);
            bench.Time.Advance(WorkerBench.LockDuration * 2);
        }

        bench.Start();

        Assert.Contains("Tried 3 times", Assert.Single(await bench.RepliesAsync(1)).Error, StringComparison.Ordinal);
        Assert.Empty(bench.Runtime.Batches);
        await bench.UntilJobsEmptyAsync();
    }

    [Fact]
    public async Task RunAsync_JobsSeenByDyingWorkers_AreWorkedAloneBehindTheOthers()
    {
        await using var bench = new WorkerBench();
        await bench.SendAsync(ModelJobs.Job("a"), ModelJobs.Job("b"));
        for (var i = 0; i < bench.Options.SharedDeliveries; i++)
        {
            Assert.Equal(2, (await bench.Jobs.ReceiveAsync(2, TimeSpan.Zero, TestContext.Current.CancellationToken)).Count);
            bench.Time.Advance(WorkerBench.LockDuration * 2);
        }

        await bench.SendAsync(ModelJobs.Job("c"), ModelJobs.Job("d"));
        bench.Start();

        Assert.All(await bench.RepliesAsync(4), reply => Assert.Null(reply.Error));
        var batches = bench.Runtime.Batches.Select(batch => string.Concat(batch.Select(job => job.JobId).Order(StringComparer.Ordinal))).ToList();
        Assert.Equal("cd", batches[0]);
        Assert.Equal(["a", "b"], batches.Skip(1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task RunAsync_QueueDoesNotCountDeliveries_TheWorkerCountsItsOwnFailures()
    {
        await using var bench = new WorkerBench((JobQueueCapabilities)255 & ~JobQueueCapabilities.DeliveryCount);
        await bench.SendAsync(ModelJobs.Job("bad"));
        bench.Runtime.Answer = (_, _) => throw new InvalidOperationException("no");
        bench.Start();

        Assert.NotNull(Assert.Single(await bench.RepliesAsync(1)).Error);
        Assert.Equal(3, bench.Runtime.Batches.Count);
    }
}

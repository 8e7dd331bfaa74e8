using SaeFlows.Core.Ports;

namespace SaeFlows.TestKit.Suites;

public abstract partial class JobQueueSuite
{
    [Fact]
    public async Task CompleteAsync_HeldMessage_NeverComesBack()
    {
        await SendAsync("done");
        await Queue.CompleteAsync(await ReceiveOneAsync(), Token);

        Advance(LockDuration * 2);

        await AssertNothingComesAsync();
    }

    [Fact]
    public async Task CompleteAsync_SettledMessage_ThrowsLockLost()
    {
        await SendAsync("once");
        var job = await ReceiveOneAsync();
        await Queue.CompleteAsync(job, Token);

        await Assert.ThrowsAsync<JobLockLostException>(() => Queue.CompleteAsync(job, Token));
        await Assert.ThrowsAsync<JobLockLostException>(() => Queue.AbandonAsync(job, Token));
        await Assert.ThrowsAsync<JobLockLostException>(() => Queue.DeadLetterAsync(job, "r", "d", Token));
    }

    [Fact]
    public async Task AbandonAsync_HeldMessage_ComesBackCounted()
    {
        await SendAsync("again");
        var first = await ReceiveOneAsync();
        await Queue.AbandonAsync(first, Token);
        var second = await ReceiveOneAsync();

        Assert.Equal(Can(JobQueueCapabilities.DeliveryCount) ? (1, 2) : (0, 0), (first.DeliveryCount, second.DeliveryCount));
        Assert.Equal("again", second.Message.MessageId);
        Assert.NotEqual(first.LockToken, second.LockToken);
        await Queue.CompleteAsync(second, Token);
    }

    [Fact]
    public async Task DeadLetterAsync_HeldMessage_LeavesTheQueueWithItsReason()
    {
        await SendAsync("poison");
        await Queue.DeadLetterAsync(await ReceiveOneAsync(), "UnreadableBody", "no JSON at 3", Token);

        await AssertNothingComesAsync();
        var dead = Assert.Single(await DeadLetteredAsync());
        Assert.Equal(("poison", PeekedJobState.DeadLettered), (dead.Message.MessageId, dead.State));
        Assert.Equal(
            Can(JobQueueCapabilities.DeadLetterReason) ? ("UnreadableBody", "no JSON at 3") : (null, null),
            (dead.DeadLetterReason, dead.DeadLetterDescription));
    }

    [Fact]
    public async Task DeadLetterAsync_VeryLongDescription_IsDeadLetteredAllTheSame()
    {
        await SendAsync("poison");

        await Queue.DeadLetterAsync(await ReceiveOneAsync(), "UnreadableBody", new string('d', 10_000), Token);

        var dead = Assert.Single(await DeadLetteredAsync());
        Assert.StartsWith(Can(JobQueueCapabilities.DeadLetterReason) ? new string('d', 4096) : string.Empty, dead.DeadLetterDescription ?? string.Empty, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReceiveAsync_LockRunOut_DeliversAgainAndRefusesTheOldLock()
    {
        await SendAsync("slow");
        var first = await ReceiveOneAsync();
        if (!Can(JobQueueCapabilities.LockExpiry))
        {
            Assert.Equal(DateTimeOffset.MaxValue, first.LockedUntil);
            return;
        }

        Advance(LockDuration + TimeSpan.FromSeconds(1));
        var second = await ReceiveOneAsync();

        Assert.Equal("slow", second.Message.MessageId);
        await Assert.ThrowsAsync<JobLockLostException>(() => Queue.CompleteAsync(first, Token));
        await Queue.CompleteAsync(second, Token);
    }

    [Fact]
    public async Task RenewAsync_HeldMessage_KeepsItLocked()
    {
        await SendAsync("long");
        var job = await ReceiveOneAsync();
        if (!Can(JobQueueCapabilities.Renewal))
        {
            await AssertRefusedAsync(JobQueueCapabilities.Renewal, () => Queue.RenewAsync(job, Token));
            return;
        }

        Advance(LockDuration * 0.6);
        var renewed = await Queue.RenewAsync(job, Token);
        Advance(LockDuration * 0.6);

        Assert.True(renewed.LockedUntil > job.LockedUntil);
        await AssertNothingComesAsync();
        await Queue.CompleteAsync(renewed, Token);
    }

    [Fact]
    public async Task RenewAsync_LockRunOut_ThrowsLockLost()
    {
        if (!Can(JobQueueCapabilities.Renewal | JobQueueCapabilities.LockExpiry))
        {
            await SendAsync("unlocked");
            await Assert.ThrowsAsync<NotSupportedException>(async () => await Queue.RenewAsync(await ReceiveOneAsync(), Token));
            return;
        }

        await SendAsync("late");
        var job = await ReceiveOneAsync();
        Advance(LockDuration + TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<JobLockLostException>(() => Queue.RenewAsync(job, Token));
    }
}

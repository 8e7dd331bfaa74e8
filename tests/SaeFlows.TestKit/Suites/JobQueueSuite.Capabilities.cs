using SaeFlows.Core.Ports;
using SaeFlows.TestKit.Builders;

namespace SaeFlows.TestKit.Suites;

public abstract partial class JobQueueSuite
{
    [Fact]
    public async Task SendAsync_Scheduled_IsHiddenUntilThen()
    {
        var notBefore = Now().AddMinutes(5);
        if (!Can(JobQueueCapabilities.ScheduledSend))
        {
            await AssertRefusedAsync(JobQueueCapabilities.ScheduledSend, () => Queue.SendAsync(Messages.Text("later"), notBefore, Token));
            await AssertNothingComesAsync();
            return;
        }

        await Queue.SendAsync(Messages.Text("later"), notBefore, Token);
        await AssertNothingComesAsync();
        Advance(TimeSpan.FromMinutes(6));

        Assert.Equal("later", (await ReceiveOneAsync()).Message.MessageId);
    }

    [Fact]
    public async Task SendAsync_ScheduledInThePast_IsVisibleAtOnce()
    {
        await Queue.SendAsync(Messages.Text("now"), Now().AddMinutes(-1), Token);

        Assert.Equal("now", (await ReceiveOneAsync()).Message.MessageId);
    }

    [Fact]
    public async Task PeekAsync_Messages_ShowsTheirStatesAndTakesNone()
    {
        if (!Can(JobQueueCapabilities.Peek))
        {
            await AssertRefusedAsync(JobQueueCapabilities.Peek, () => Queue.PeekAsync(1, deadLettered: false, Token));
            await AssertRefusedAsync(JobQueueCapabilities.Peek, () => Queue.PeekAsync(1, deadLettered: true, Token));
            return;
        }

        await SendAsync("first", "second");
        var locked = await ReceiveOneAsync();
        await Queue.SendAsync(Messages.Text("third"), Now().AddMinutes(5), Token);

        var states = (await Queue.PeekAsync(10, deadLettered: false, Token)).ToDictionary(job => job.Message.MessageId, job => job.State);

        Assert.Equal(3, states.Count);
        Assert.Equal(PeekedJobState.Scheduled, states["third"]);
        Assert.Equal(PeekedJobState.Active, states[locked.Message.MessageId == "first" ? "second" : "first"]);
        Assert.Empty(await Queue.PeekAsync(10, deadLettered: true, Token));
        await Queue.CompleteAsync(locked, Token);
        Assert.Equal(2, (await Queue.PeekAsync(10, deadLettered: false, Token)).Count);
    }

    [Fact]
    public async Task SendAsync_SameMessageIdTwice_DeliversAsDeclared()
    {
        await SendAsync("twin", "twin");
        await Queue.CompleteAsync(await ReceiveOneAsync(), Token);

        var second = await Queue.ReceiveAsync(1, Can(JobQueueCapabilities.DuplicateDetection) ? Watch : Soon, Token);

        Assert.Equal(Can(JobQueueCapabilities.DuplicateDetection) ? 0 : 1, second.Count);
    }

    [Fact]
    public async Task ReceiveAsync_CreditBelowOne_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Queue.ReceiveAsync(0, Watch, Token));

    /// <summary>The queue's clock.</summary>
    protected abstract DateTimeOffset Now();
}

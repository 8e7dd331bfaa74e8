using System.Collections.Concurrent;
using SaeFlows.Core.Ports;
using SaeFlows.TestKit.Builders;

namespace SaeFlows.TestKit.Suites;

public abstract partial class JobQueueSuite
{
    [Fact]
    public async Task SendAsync_Message_ArrivesWhole()
    {
        var sent = new JobMessage
        {
            MessageId = "run-1/question 2#answer",
            CorrelationId = "run-1",
            Subject = "Test.v1",
            ContentType = "text/plain",
            Body = new byte[] { 0, 255, 10, 13, 0xC3, 0xA4 },
            Properties = new Dictionary<string, string> { ["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", ["note"] = "|x| ≥ 0" },
        };
        await Queue.SendAsync(sent, null, Token);

        var got = (await ReceiveOneAsync()).Message;

        Assert.Equal((sent.MessageId, sent.CorrelationId, sent.Subject, sent.ContentType), (got.MessageId, got.CorrelationId, got.Subject, got.ContentType));
        Assert.Equal(sent.Body.ToArray(), got.Body.ToArray());
        Assert.Equal(sent.Properties, got.Properties);
    }

    [Fact]
    public async Task SendAsync_LargeBody_ArrivesWhole()
    {
        var body = new byte[200_000];
        new Random(1).NextBytes(body);
        await Queue.SendAsync(Messages.Text("large") with { Body = body }, null, Token);

        Assert.Equal(body, (await ReceiveOneAsync()).Message.Body.ToArray());
    }

    [Fact]
    public async Task ReceiveAsync_EmptyQueue_ReturnsNothing() => await AssertNothingComesAsync();

    [Fact]
    public async Task ReceiveAsync_FewerCreditsThanMessages_LeavesTheRestToOthers()
    {
        await SendAsync("a", "b", "c");
        await using var other = await OpenAsync();

        var first = await ReceiveAllAsync(Queue, 2);
        var rest = await ReceiveAllAsync(other, 1);

        Assert.Equal(["a", "b", "c"], first.Concat(rest).Select(job => job.Message.MessageId).Order());
        await AssertNothingComesAsync();
    }

    [Fact]
    public async Task ReceiveAsync_WaitingReceiver_IsWokenBySend()
    {
        var receiving = Queue.ReceiveAsync(1, Soon, Token);
        await SendAsync("late");

        Assert.Equal("late", Assert.Single(await receiving).Message.MessageId);
    }

    [Fact]
    public async Task ReceiveAsync_CancelledWhileWaiting_LosesNoLaterMessage()
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var other = await OpenAsync();
        var receiving = other.ReceiveAsync(5, Soon, cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving);

        await SendAsync("after");

        Assert.Equal("after", (await ReceiveOneAsync()).Message.MessageId);
    }

    [Fact]
    public async Task SendAsync_AlreadyCancelled_SendsNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Queue.SendAsync(Messages.Text("never"), null, new CancellationToken(canceled: true)));

        await AssertNothingComesAsync();
    }

    [Fact]
    public async Task ReceiveAsync_CompetingReceivers_EachMessageOnce()
    {
        var ids = Enumerable.Range(0, 60).Select(i => $"m{i:00}").ToArray();
        var seen = new ConcurrentBag<string>();
        await Task.WhenAll(ids.Chunk(20).Select(part => SendAsync(part)));

        await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            await using var queue = await OpenAsync();
            while (seen.Count < ids.Length && await queue.ReceiveAsync(7, Watch, Token) is var batch)
            {
                await Task.WhenAll(batch.Select(job => queue.CompleteAsync(job, Token)));
                batch.ToList().ForEach(job => seen.Add(job.Message.MessageId));
            }
        }));

        Assert.Equal(ids, seen.Order());
    }

    private static async Task<List<ReceivedJob>> ReceiveAllAsync(IJobQueue queue, int count)
    {
        var all = new List<ReceivedJob>();
        while (all.Count < count)
        {
            var some = await queue.ReceiveAsync(count - all.Count, Soon, Token);
            Assert.True(some.Count > 0, $"Only {all.Count} of {count} messages came.");
            all.AddRange(some);
        }

        return all;
    }
}

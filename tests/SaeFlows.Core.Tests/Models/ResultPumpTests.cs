using Microsoft.Extensions.Time.Testing;
using SaeFlows.Core.Models;
using SaeFlows.TestKit.Builders;
using SaeFlows.TestKit.Fakes;

namespace SaeFlows.Core.Tests.Models;

public sealed class ResultPumpTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryJobQueue _results;
    private readonly RecordingOrchestrationClient _client = new();

    public ResultPumpTests() => _results = new InMemoryJobQueue(ModelMessages.ResultsQueue, _time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_Reply_RaisesItsEventAndCompletes()
    {
        await SendAsync("a");

        await PumpUntilEmptyAsync();

        var (instance, name, payload) = Assert.Single(_client.Raised);
        Assert.Equal(("instance-a", "reply-a"), (instance, name));
        Assert.Equal("4", Assert.IsType<ModelJobResult>(payload).Answer);
    }

    [Fact]
    public async Task RunAsync_NobodyWaitsAnyMore_DropsTheReply()
    {
        _client.Waits = _ => false;
        await SendAsync("late");

        await PumpUntilEmptyAsync();

        Assert.Empty(_client.Raised);
        Assert.Empty(await _results.PeekAsync(5, deadLettered: true, Token));
    }

    [Fact]
    public async Task RunAsync_UnreadableReply_IsDeadLetteredAndTheOthersGoOn()
    {
        await _results.SendAsync(Messages.Text("junk"), null, Token);
        await SendAsync("b");

        await PumpUntilEmptyAsync();

        Assert.Equal("instance-b", Assert.Single(_client.Raised).InstanceId);
        Assert.Equal("UnreadableBody", Assert.Single(await _results.PeekAsync(5, deadLettered: true, Token)).DeadLetterReason);
    }

    [Fact]
    public async Task RunAsync_EngineFailsOnce_DeliversAtTheNextTry()
    {
        var failed = false;
        _client.Waits = _ =>
        {
            if (!failed)
            {
                failed = true;
                throw new TimeoutException("engine is busy");
            }

            return true;
        };
        await SendAsync("a");

        await PumpUntilEmptyAsync();

        Assert.True(failed);
        Assert.Single(_client.Raised);
    }

    [Fact]
    public async Task RunAsync_EngineKeepsFailing_DeadLettersWithTheReason()
    {
        _client.Waits = _ => throw new TimeoutException("engine is gone");
        await SendAsync("a");

        await PumpUntilEmptyAsync();

        Assert.Contains("engine is gone", Assert.Single(await _results.PeekAsync(5, deadLettered: true, Token)).DeadLetterDescription, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_CompletionLost_RaisesAgainAndNoMore()
    {
        var lost = false;
        _results.BeforeComplete = _ =>
        {
            if (!lost)
            {
                lost = true;
                _time.Advance(TimeSpan.FromMinutes(5));
            }
        };
        await SendAsync("a");

        await PumpUntilEmptyAsync();

        Assert.Equal(["reply-a", "reply-a"], _client.Raised.Select(raised => raised.Event));
    }

    public ValueTask DisposeAsync() => _results.DisposeAsync();

    private Task SendAsync(string id)
    {
        var job = ModelJobs.Job(id);
        var result = new ModelJobResult { JobId = id, ReplyToInstance = job.ReplyToInstance, ReplyEvent = job.ReplyEvent, Answer = "4" };
        return _results.SendAsync(ModelMessages.FromResult(result), null, Token);
    }

    private async Task PumpUntilEmptyAsync()
    {
        using var stop = new CancellationTokenSource();
        var running = new ResultPump(_results, _client, null, _time).RunAsync(stop.Token);
        await WorkerBench.UntilAsync(
            async () => (await _results.PeekAsync(1, deadLettered: false, Token)).Count == 0, "the results queue is empty");
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(20), Token);
    }
}

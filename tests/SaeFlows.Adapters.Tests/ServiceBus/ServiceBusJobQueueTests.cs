using SaeFlows.Amqp;
using SaeFlows.Core;
using SaeFlows.Core.Ports;
using SaeFlows.TestKit.Fakes;
using SaeFlows.TestKit.ServiceBusBroker;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.ServiceBus;

public sealed class ServiceBusJobQueueTests : JobQueueSuite
{
    private const string Name = "jobs";

    private readonly ShiftedTimeProvider _time = new();
    private readonly ServiceBusTestBroker _server;
    private readonly List<AmqpBroker> _brokers = [];
    private readonly BrokerQueueOptions _queueOptions = new() { MaxDeliveryCount = 3 };

    public ServiceBusJobQueueTests()
    {
        _server = new ServiceBusTestBroker(_time);
        _server.CreateQueue(Name, _queueOptions);
    }

    protected override TimeSpan LockDuration => _queueOptions.LockDuration;

    [Fact]
    public void Capabilities_AreAllButDuplicateDetection() =>
        Assert.Equal((JobQueueCapabilities)255 & ~JobQueueCapabilities.DuplicateDetection, Queue.Capabilities);

    [Fact]
    public async Task SendAsync_QueueKnownToDetectDuplicates_DeliversOnce()
    {
        _server.CreateQueue("unique", new BrokerQueueOptions { DuplicateWindow = TimeSpan.FromMinutes(10) });
        await using var queue = Broker(new AmqpOptions { QueueDetectsDuplicates = true }).OpenQueue("unique");

        await SendAsync(queue, "twin", "twin");

        Assert.True(queue.Capabilities.HasFlag(JobQueueCapabilities.DuplicateDetection));
        Assert.Single(await queue.ReceiveAsync(2, TimeSpan.FromSeconds(20), Token));
    }

    [Fact]
    public async Task ReceiveAsync_LinksDetachedByTheBroker_RebuildsThem()
    {
        await SendAsync("before");
        await Queue.CompleteAsync(await ReceiveOneAsync(), Token);
        _server.DetachLinks(Name);

        await SendAsync("after");

        Assert.Equal("after", (await ReceiveOneAsync()).Message.MessageId);
    }

    [Fact]
    public async Task ReceiveAsync_DetachedWhileWaiting_GoesOnWaitingOnANewLink()
    {
        var receiving = Queue.ReceiveAsync(1, TimeSpan.FromSeconds(20), Token);
        await _server.UntilAttachedAsync(Name, Token);
        _server.DetachLinks(Name);
        await SendAsync("after");

        Assert.Equal("after", Assert.Single(await receiving).Message.MessageId);
    }

    [Fact]
    public async Task CompleteAsync_ConnectionCutMeanwhile_StillSettlesByToken()
    {
        await SendAsync("kept");
        var job = await ReceiveOneAsync();
        _server.CutConnections();

        var renewed = await Queue.RenewAsync(job, Token);
        await Queue.CompleteAsync(renewed, Token);

        Assert.Empty(await Queue.PeekAsync(5, deadLettered: false, Token));
    }

    [Fact]
    public async Task SendAsync_TokenRunsOut_PutsANewOne()
    {
        await SendAsync("first");
        Advance(TimeSpan.FromMinutes(58));
        await SendAsync("second");
        _server.DetachLinks(Name);
        Advance(TimeSpan.FromMinutes(30));
        await SendAsync("third");

        // A send that meets the detach may be repeated.
        Assert.Equal(
            ["first", "second", "third"],
            (await Queue.PeekAsync(9, deadLettered: false, Token)).Select(job => job.Message.MessageId).Distinct().Order());
    }

    [Fact]
    public async Task SendAsync_EntraCredential_IsPutAsJwt()
    {
        var settings = AmqpSettings.Parse(_server.ConnectionString) with { Key = null, KeyName = null };
        await using var broker = new AmqpBroker(settings, credential: new FixedCredential(ServiceBusTestBroker.EntraToken));
        await using var queue = broker.OpenQueue(Name);

        await SendAsync(queue, "signed");

        Assert.Equal("signed", (await ReceiveOneAsync()).Message.MessageId);
    }

    [Fact]
    public async Task SendAsync_WrongKey_SaysSoWithoutTheKey()
    {
        await using var broker = new AmqpBroker(AmqpSettings.Parse(_server.ConnectionString) with { Key = "d3Jvbmc=" });
        await using var queue = broker.OpenQueue(Name);

        var refused = await Assert.ThrowsAsync<UserInputException>(() => SendAsync(queue, "x"));

        Assert.Contains("refuses to sign in", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("d3Jvbmc=", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReceiveAsync_UnknownQueue_SaysSo()
    {
        await using var queue = Broker().OpenQueue("missing");

        var refused = await Assert.ThrowsAsync<UserInputException>(() => queue.ReceiveAsync(1, TimeSpan.FromSeconds(5), Token));

        Assert.Contains("'missing' does not exist", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_BrokerAway_IsUnavailableAndThenWorksAgain()
    {
        await SendAsync("before");
        _server.Stop();
        await Assert.ThrowsAsync<JobQueueUnavailableException>(() => SendAsync("meanwhile"));
        await Assert.ThrowsAsync<JobQueueUnavailableException>(() => Queue.ReceiveAsync(1, TimeSpan.FromSeconds(5), Token));

        _server.Start();
        await SendAsync("after");

        Assert.Equal(["after", "before"], (await Queue.PeekAsync(5, deadLettered: false, Token)).Select(job => job.Message.MessageId).Distinct().Order());
    }

    [Fact]
    public void OpenQueue_OtherThanTheEntityPath_IsRefused()
    {
        var broker = new AmqpBroker(AmqpSettings.Parse(_server.ConnectionString + ";EntityPath=other"));

        Assert.Contains("limited to queue 'other'", Assert.Throws<UserInputException>(() => broker.OpenQueue(Name)).Message, StringComparison.Ordinal);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var broker in _brokers)
        {
            await broker.DisposeAsync();
        }

        _server.Dispose();
    }

    protected override Task<IJobQueue> OpenAsync() => Task.FromResult(Broker().OpenQueue(Name));

    protected override void Advance(TimeSpan by) => _time.Advance(by);

    protected override DateTimeOffset Now() => _time.GetUtcNow();

    private AmqpBroker Broker(AmqpOptions? options = null)
    {
        var broker = new AmqpBroker(AmqpSettings.Parse(_server.ConnectionString), options, time: _time);
        _brokers.Add(broker);
        return broker;
    }
}

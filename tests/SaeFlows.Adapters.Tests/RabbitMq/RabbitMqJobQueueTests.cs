using SaeFlows.Amqp;
using SaeFlows.Core;
using SaeFlows.Core.Ports;
using SaeFlows.TestKit.Brokers;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.RabbitMq;

public sealed class RabbitMqJobQueueTests(RabbitMqServer server) : JobQueueSuite, IClassFixture<RabbitMqServer>
{
    private readonly string _name = $"jobs-{Guid.NewGuid():N}";
    private readonly List<AmqpBroker> _brokers = [];

    protected override TimeSpan LockDuration => TimeSpan.Zero;

    [Fact]
    public void Capabilities_AreThoseOfThePlugin() => Assert.Equal(JobQueueCapabilities.DeadLetterReason, Queue.Capabilities);

    [Fact]
    public async Task ReceiveAsync_ReceiverGoneWithItsConnection_DeliversAgain()
    {
        await SendAsync("dropped");
        var broker = Broker();
        await using (var dying = broker.OpenQueue(_name))
        {
            Assert.Single(await dying.ReceiveAsync(1, TimeSpan.FromSeconds(20), Token));
        }

        await broker.DisposeAsync();

        Assert.Equal("dropped", (await ReceiveOneAsync()).Message.MessageId);
    }

    [Fact]
    public async Task SendAsync_WrongPassword_SaysSo()
    {
        await using var broker = new AmqpBroker(AmqpSettings.Parse(server.ConnectionString) with { Password = "wrong" });
        await using var queue = broker.OpenQueue(_name);

        var refused = await Assert.ThrowsAsync<UserInputException>(() => SendAsync(queue, "x"));

        Assert.Contains("refuses to sign in", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", refused.Message, StringComparison.Ordinal);
    }

    public override async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(RabbitMqServer.Missing is null, RabbitMqServer.Missing ?? string.Empty);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var broker in _brokers)
        {
            await broker.DisposeAsync();
        }
    }

    protected override Task<IJobQueue> OpenAsync() => Task.FromResult(Broker().OpenQueue(_name));

    protected override void Advance(TimeSpan by)
    {
        // No lock runs out here, and nothing is scheduled: there is no clock to move.
    }

    protected override DateTimeOffset Now() => DateTimeOffset.UtcNow;

    /// <summary>RabbitMQ shows no messages without delivering them: its dead letters are received.</summary>
    protected override async Task<IReadOnlyList<PeekedJob>> DeadLetteredAsync()
    {
        await using var dead = Broker().OpenQueue($"{_name}.dead-letter");
        var letters = await dead.ReceiveAsync(10, TimeSpan.FromSeconds(20), Token);
        return
        [
            .. letters.Select(job => new PeekedJob(
                job.Message,
                PeekedJobState.DeadLettered,
                job.DeliveryCount,
                job.Message.Properties.GetValueOrDefault("DeadLetterReason"),
                job.Message.Properties.GetValueOrDefault("DeadLetterErrorDescription"))),
        ];
    }

    private AmqpBroker Broker()
    {
        var broker = new AmqpBroker(AmqpSettings.Parse(server.ConnectionString));
        _brokers.Add(broker);
        return broker;
    }
}

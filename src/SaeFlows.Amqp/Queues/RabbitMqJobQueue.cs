using System.Globalization;
using Amqp;
using SaeFlows.Amqp.Connections;
using SaeFlows.Amqp.Links;
using SaeFlows.Core.Ports;

namespace SaeFlows.Amqp.Queues;

/// <summary>
/// RabbitMQ by its AMQP 1.0 plugin (seen on 3.10). It has no locks that run out, no renewal, no delivery count, no modified
/// outcome, no schedule and no peek; an unsettled message comes back when its connection ends. Its own dead-lettering keeps
/// no reason, so a dead letter is a confirmed copy, with the reason, in the queue <c>NAME.dead-letter</c>: a crash between
/// copy and accept leaves both.
/// </summary>
internal sealed class RabbitMqJobQueue : AmqpJobQueue
{
    private const string QueuePrefix = "/queue/";

    private readonly LinkSlot<SendingLink> _deadLetters;
    private long _lastToken;

    public RabbitMqJobQueue(string name, AmqpSettings settings, AmqpOptions options, ConnectionKeeper connections, TimeProvider time)
        : base(name, QueuePrefix + name, settings, options, connections, time) =>
        _deadLetters = SenderTo(QueuePrefix + DeadLetterQueue(name));

    public override JobQueueCapabilities Capabilities => JobQueueCapabilities.DeadLetterReason;

    public static string DeadLetterQueue(string name) => $"{name}.dead-letter";

    public override Task<ReceivedJob> RenewAsync(ReceivedJob job, CancellationToken cancellationToken) => throw Missing(JobQueueCapabilities.Renewal);

    public override Task CompleteAsync(ReceivedJob job, CancellationToken cancellationToken) => Settle(job, (link, message) => link.Accept(message));

    public override Task AbandonAsync(ReceivedJob job, CancellationToken cancellationToken) => Settle(job, (link, message) => link.Release(message));

    public override async Task DeadLetterAsync(ReceivedJob job, string reason, string description, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (!Held.TryGetValue(job.LockToken, out var held) || held.Link.IsClosed)
        {
            throw Lost(job);
        }

        var properties = new Dictionary<string, string>(job.Message.Properties)
        {
            [MessageCodec.DeadLetterReason] = reason,
            [MessageCodec.DeadLetterDescription] = description,
        };
        var copy = MessageCodec.Encode(job.Message with { Properties = properties });
        await UseAsync(_deadLetters, link => link.SendAsync(copy), cancellationToken);
        await CompleteAsync(job, cancellationToken);
    }

    public override Task<IReadOnlyList<PeekedJob>> PeekAsync(int max, bool deadLettered, CancellationToken cancellationToken) =>
        throw Missing(JobQueueCapabilities.Peek);

    public override async ValueTask DisposeAsync()
    {
        await _deadLetters.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override ReceivingLink CreateReceiver(Session session, ReceiverLink link) => new BouncingReceiver(session, link);

    protected override void Schedule(Message message, DateTimeOffset notBefore) => throw Missing(JobQueueCapabilities.ScheduledSend);

    protected override ReceivedJob Describe(Message message) => new(
        MessageCodec.Decode(message),
        Interlocked.Increment(ref _lastToken).ToString(CultureInfo.InvariantCulture),
        DateTimeOffset.MaxValue,
        DeliveryCount: 0);

    private Task Settle(ReceivedJob job, Action<ReceiverLink, Message> settle)
    {
        ArgumentNullException.ThrowIfNull(job);
        var held = Take(job);
        try
        {
            settle(held.Link.Link, held.Message);
            return Task.CompletedTask;
        }
        catch (Exception e) when (AmqpErrors.IsOfTheBroker(e) || e is InvalidOperationException)
        {
            // The link is gone, and with it the delivery: the broker hands the message out again.
            throw Lost(job, e);
        }
    }

    private NotSupportedException Missing(JobQueueCapabilities capability) =>
        new($"Queue '{Name}' on {Settings} lacks the capability {capability}: RabbitMQ's AMQP 1.0 plugin has none.");
}

using Amqp;
using Amqp.Types;
using SaeFlows.Amqp.Connections;
using SaeFlows.Amqp.Links;
using SaeFlows.Core.Ports;

namespace SaeFlows.Amqp.Queues;

/// <summary>
/// Azure Service Bus, its emulator, or a broker that speaks the same dialect. Settlements and renewals go by lock token
/// through <c>$management</c>, which answers: so a lost lock is seen, and a link that was rebuilt meanwhile does no harm.
/// </summary>
internal sealed partial class ServiceBusJobQueue : AmqpJobQueue
{
    private const string LockedUntil = "x-opt-locked-until";
    private const string ScheduledAt = "x-opt-scheduled-enqueue-time";

    private readonly LinkSlot<RequestLink> _management;
    private readonly LinkSlot<RequestLink> _deadLetterManagement;

    public ServiceBusJobQueue(string name, AmqpSettings settings, AmqpOptions options, ConnectionKeeper connections, TimeProvider time)
        : base(name, name, settings, options, connections, time)
    {
        _management = RequestsTo($"{name}/$management");
        _deadLetterManagement = RequestsTo($"{name}/$deadletterqueue/$management");
    }

    public override JobQueueCapabilities Capabilities =>
        JobQueueCapabilities.ScheduledSend | JobQueueCapabilities.Renewal | JobQueueCapabilities.DeliveryCount
        | JobQueueCapabilities.DeadLetterReason | JobQueueCapabilities.Peek | JobQueueCapabilities.LockExpiry
        | (_settlesByManagement ? JobQueueCapabilities.ConfirmedCompletion : JobQueueCapabilities.None)
        | (Options.QueueDetectsDuplicates ? JobQueueCapabilities.DuplicateDetection : JobQueueCapabilities.None);

    public override async ValueTask DisposeAsync()
    {
        await _management.DisposeAsync();
        await _deadLetterManagement.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override ReceivingLink CreateReceiver(Session session, ReceiverLink link) => new DrainingReceiver(session, link, Options.DrainTimeout);

    protected override void Schedule(Message message, DateTimeOffset notBefore) =>
        (message.MessageAnnotations ??= new())[new Symbol(ScheduledAt)] = notBefore.UtcDateTime;

    protected override ReceivedJob Describe(Message message) => new(
        MessageCodec.Decode(message),
        new Guid(message.DeliveryTag).ToString(),
        MessageCodec.Annotation(message, LockedUntil) is DateTime until ? new DateTimeOffset(until, TimeSpan.Zero) : DateTimeOffset.MaxValue,
        (int)(message.Header?.DeliveryCount ?? 0) + 1);
}

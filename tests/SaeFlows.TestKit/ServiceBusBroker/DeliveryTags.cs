using System.Runtime.CompilerServices;
using Amqp;
using Amqp.Handler;

namespace SaeFlows.TestKit.ServiceBusBroker;

/// <summary>Gives deliveries the lock token as their tag, as Service Bus does; the library offers no other place for it.</summary>
internal sealed class DeliveryTags : IHandler
{
    private readonly ConditionalWeakTable<Message, byte[]> _tags = [];

    public void Set(Message message, Guid lockToken) => _tags.Add(message, lockToken.ToByteArray());

    public bool CanHandle(EventId id) => id == EventId.SendDelivery;

    public void Handle(Event protocolEvent)
    {
        if (protocolEvent.Context is IDelivery delivery && _tags.TryGetValue(delivery.Message, out var tag))
        {
            delivery.Tag = tag;
        }
    }
}

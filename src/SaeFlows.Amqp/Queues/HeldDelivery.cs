using Amqp;
using SaeFlows.Amqp.Links;

namespace SaeFlows.Amqp.Queues;

/// <summary>A delivery that this process has not settled yet, on the link that it came by.</summary>
internal sealed record HeldDelivery(ReceivingLink Link, Message Message, DateTimeOffset LockedUntil);

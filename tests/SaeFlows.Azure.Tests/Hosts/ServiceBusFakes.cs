using Azure.Messaging.ServiceBus;
using SaeFlows.Core.Ports;

namespace SaeFlows.Azure.Tests.Hosts;

/// <summary>Received messages, made with the client's own factory.</summary>
internal static class ServiceBusFakes
{
    public static ServiceBusReceivedMessage Received(string body) =>
        ServiceBusModelFactory.ServiceBusReceivedMessage(body: BinaryData.FromString(body), messageId: Guid.NewGuid().ToString(), lockTokenGuid: Guid.NewGuid(), deliveryCount: 1);

    public static ServiceBusReceivedMessage Received(JobMessage message) => ServiceBusModelFactory.ServiceBusReceivedMessage(
        body: BinaryData.FromBytes(message.Body),
        messageId: message.MessageId,
        correlationId: message.CorrelationId,
        subject: message.Subject,
        contentType: message.ContentType,
        properties: message.Properties.ToDictionary(property => property.Key, property => (object)property.Value),
        lockTokenGuid: Guid.NewGuid(),
        deliveryCount: 1);
}

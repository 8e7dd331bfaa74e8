using Azure.Messaging.ServiceBus;
using SaeFlows.Core.Ports;

namespace SaeFlows.ServiceBus;

/// <summary>Our messages as Service Bus's, and back; the wire form is that of <c>SaeFlows.Amqp</c>.</summary>
public static class ServiceBusMessages
{
    private const int MostReasonCharacters = 4096;

    /// <summary>A reason or description of a dead letter, as long as the client takes one.</summary>
    public static string Reason(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= MostReasonCharacters ? text : text[..MostReasonCharacters];
    }

    public static JobMessage Read(ServiceBusReceivedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new JobMessage
        {
            MessageId = message.MessageId,
            CorrelationId = message.CorrelationId,
            Subject = message.Subject,
            ContentType = message.ContentType ?? "application/octet-stream",
            Body = message.Body.ToMemory(),
            Properties = message.ApplicationProperties
                .Where(property => property.Value is string)
                .ToDictionary(property => property.Key, property => (string)property.Value, StringComparer.Ordinal),
        };
    }

    internal static ServiceBusMessage Write(JobMessage message)
    {
        var written = new ServiceBusMessage(message.Body)
        {
            MessageId = message.MessageId,
            CorrelationId = message.CorrelationId,
            Subject = message.Subject,
            ContentType = message.ContentType,
        };
        foreach (var (name, value) in message.Properties)
        {
            written.ApplicationProperties[name] = value;
        }

        return written;
    }
}

using System.Globalization;
using System.Text;
using Amqp;
using Amqp.Framing;
using Amqp.Types;
using SaeFlows.Core.Ports;

namespace SaeFlows.Amqp.Queues;

/// <summary>Between the port's message and AMQP's: body in a data section, ids in the properties.</summary>
internal static class MessageCodec
{
    public const string DeadLetterReason = "DeadLetterReason";
    public const string DeadLetterDescription = "DeadLetterErrorDescription";

    public static Message Encode(JobMessage message)
    {
        var encoded = new Message
        {
            Header = new Header { Durable = true },
            Properties = new Properties
            {
                MessageId = message.MessageId,
                CorrelationId = message.CorrelationId,
                Subject = message.Subject,
                ContentType = message.ContentType,
            },
            BodySection = new Data { Binary = message.Body.ToArray() },
        };
        if (message.Properties.Count > 0)
        {
            encoded.ApplicationProperties = new ApplicationProperties();
            foreach (var (key, value) in message.Properties)
            {
                encoded.ApplicationProperties[key] = value;
            }
        }

        return encoded;
    }

    public static JobMessage Decode(Message message) => new()
    {
        MessageId = message.Properties?.GetMessageId()?.ToString() ?? string.Empty,
        CorrelationId = message.Properties?.GetCorrelationId()?.ToString(),
        Subject = message.Properties?.Subject,
        ContentType = message.Properties?.ContentType?.ToString() ?? "application/octet-stream",
        Body = BodyOf(message),
        Properties = PropertiesOf(message),
    };

    /// <summary>A text property that a broker adds to dead-lettered messages.</summary>
    public static string? Text(Message message, string property) => message.ApplicationProperties?[property]?.ToString();

    public static object? Annotation(Message message, string name) => message.MessageAnnotations?[new Symbol(name)];

    private static byte[] BodyOf(Message message) => message.BodySection switch
    {
        Data data => Bytes(data),
        DataList list => [.. Enumerable.Range(0, list.Count).SelectMany(i => Bytes(list[i]))],
        AmqpValue { Value: byte[] bytes } => bytes,
        AmqpValue { Value: { } value } => Encoding.UTF8.GetBytes(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty),
        _ => [],
    };

    private static byte[] Bytes(Data data) =>
        data.Binary ?? data.Buffer.Buffer.AsSpan(data.Buffer.Offset, data.Buffer.Length).ToArray();

    private static Dictionary<string, string> PropertiesOf(Message message)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        if (message.ApplicationProperties?.Map is { } map)
        {
            foreach (var (key, value) in map)
            {
                properties[key.ToString() ?? string.Empty] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
            }
        }

        return properties;
    }
}

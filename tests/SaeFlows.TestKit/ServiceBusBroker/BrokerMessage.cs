using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace SaeFlows.TestKit.ServiceBusBroker;

/// <summary>A message in a queue of the test broker, kept as the bytes that came.</summary>
internal sealed class BrokerMessage(long sequence, byte[] encoded, DateTimeOffset enqueuedAt)
{
    private const uint BatchFormat = 0x80013700;

    private static readonly Symbol StateAnnotation = new("x-opt-message-state");

    public long Sequence { get; } = sequence;

    public BrokerMessageState State { get; set; }

    /// <summary>End of the lock, or time of a scheduled message.</summary>
    public DateTimeOffset Until { get; set; }

    public Guid? LockToken { get; set; }

    /// <summary>Deliveries begun so far.</summary>
    public int Deliveries { get; set; }

    /// <summary>Application properties to set on the next reads: reason and description of a dead letter, changes of an abandon.</summary>
    public Dictionary<string, object> Changes { get; } = new(StringComparer.Ordinal);

    public bool IsLocked(DateTimeOffset now) => LockToken is not null && Until > now;

    /// <summary>A fresh copy as a client sees it.</summary>
    public Message Read(int deliveryCount)
    {
        var message = Decode(encoded);
        message.Header ??= new Header();
        message.Header.DeliveryCount = (uint)deliveryCount;
        message.MessageAnnotations ??= new MessageAnnotations();
        message.MessageAnnotations[new Symbol("x-opt-sequence-number")] = Sequence;
        message.MessageAnnotations[new Symbol("x-opt-enqueued-time")] = enqueuedAt.UtcDateTime;
        message.MessageAnnotations[StateAnnotation] = State switch { BrokerMessageState.Deferred => 1, BrokerMessageState.Scheduled => 2, _ => 0 };
        if (LockToken is not null)
        {
            message.MessageAnnotations[new Symbol("x-opt-locked-until")] = Until.UtcDateTime;
        }

        foreach (var (key, value) in Changes)
        {
            (message.ApplicationProperties ??= new ApplicationProperties())[key] = value;
        }

        return message;
    }

    /// <summary>The same message for another queue.</summary>
    public byte[] Encode() => Bytes(Read(Math.Max(0, Deliveries)));

    /// <summary>The messages of a transfer: one, or those that a batch (Service Bus's message format) carries as its data sections.</summary>
    public static List<byte[]> Unbatch(Message message) => (message.Format, message.BodySection) switch
    {
        (BatchFormat, DataList list) => [.. Enumerable.Range(0, list.Count).Select(i => Bytes(list[i]))],
        (BatchFormat, Data data) => [Bytes(data)],
        _ => [Bytes(message)],
    };

    public static byte[] Bytes(Message message)
    {
        var buffer = message.Encode();
        return buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray();
    }

    public static Message Decode(byte[] encoded) => Message.Decode(new ByteBuffer((byte[])encoded.Clone(), 0, encoded.Length, encoded.Length));

    private static byte[] Bytes(Data data) => data.Binary ?? data.Buffer.Buffer.AsSpan(data.Buffer.Offset, data.Buffer.Length).ToArray();
}

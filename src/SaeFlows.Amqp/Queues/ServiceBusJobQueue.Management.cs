using Amqp.Framing;
using Amqp.Types;
using SaeFlows.Amqp.Links;
using SaeFlows.Core.Ports;

namespace SaeFlows.Amqp.Queues;

internal sealed partial class ServiceBusJobQueue
{
    private const int NoContent = 204;
    private const int Gone = 410;
    private const string LockLost = "com.microsoft:message-lock-lost";

    public override async Task<IReadOnlyList<PeekedJob>> PeekAsync(int max, bool deadLettered, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var body = new Map { ["from-sequence-number"] = 0L, ["message-count"] = max };
        var reply = await AskAsync(deadLettered ? _deadLetterManagement : _management, "com.microsoft:peek-message", body, cancellationToken);
        if (reply.Status == NoContent || reply.Body is not Map answer || answer["messages"] is not System.Collections.IEnumerable messages)
        {
            return reply.Status is NoContent or 200 ? [] : throw Refused(reply, "a peek");
        }

        return [.. messages.OfType<Map>().Select(entry => Peeked((byte[])entry["message"], deadLettered))];
    }

    private static PeekedJob Peeked(byte[] encoded, bool deadLettered)
    {
        var message = global::Amqp.Message.Decode(new global::Amqp.ByteBuffer(encoded, 0, encoded.Length, encoded.Length));
        var state = deadLettered ? PeekedJobState.DeadLettered
            : MessageCodec.Annotation(message, "x-opt-message-state") is 2 ? PeekedJobState.Scheduled
            : PeekedJobState.Active;
        return new PeekedJob(
            MessageCodec.Decode(message),
            state,
            (int)(message.Header?.DeliveryCount ?? 0),
            MessageCodec.Text(message, MessageCodec.DeadLetterReason),
            MessageCodec.Text(message, MessageCodec.DeadLetterDescription));
    }

    private Task<RequestReply> AskAsync(LinkSlot<RequestLink> node, string operation, Map body, CancellationToken cancellationToken)
    {
        var properties = new ApplicationProperties
        {
            ["operation"] = operation,
            ["com.microsoft:server-timeout"] = (uint)Options.OperationTimeout.TotalMilliseconds,
        };
        return UseAsync(node, link => link.AskAsync(properties, body, cancellationToken), cancellationToken);
    }

    private void Require(RequestReply reply, ReceivedJob job)
    {
        if (reply.Status == Gone || reply.Condition == LockLost)
        {
            throw Lost(job);
        }

        if (reply.Status is < 200 or > 299)
        {
            throw Refused(reply, $"message '{job.Message.MessageId}'");
        }
    }

    private JobQueueUnavailableException Refused(RequestReply reply, string what) =>
        new($"Broker {Settings} refused {what} in queue '{Name}': {reply.Status} {reply.Description}");
}

using Amqp;
using Amqp.Types;

namespace SaeFlows.TestKit.ServiceBusBroker;

/// <summary>The operations of a queue's <c>$management</c> node that the clients use.</summary>
internal sealed class ManagementNode(BrokerQueue queue)
{
    private const string LockLost = "com.microsoft:message-lock-lost";
    private const string NotFound = "com.microsoft:message-not-found";

    public Message Answer(Message request)
    {
        var body = request.Body as Map ?? [];
        return request.ApplicationProperties?["operation"]?.ToString() switch
        {
            "com.microsoft:renew-lock" => Renew(body),
            "com.microsoft:update-disposition" => UpdateDisposition(body),
            "com.microsoft:schedule-message" => Schedule(body),
            "com.microsoft:cancel-scheduled-message" => CancelScheduled(body),
            "com.microsoft:peek-message" => Peek(body),
            "com.microsoft:receive-by-sequence-number" => ReceiveDeferred(body),
            var other => RequestNode.Reply(501, $"Operation '{other}' is not implemented."),
        };
    }

    private Message Renew(Map body)
    {
        var ends = Tokens(body).Select(queue.Renew).ToList();
        return ends.TrueForAll(end => end is not null)
            ? RequestNode.Reply(200, "OK", new Map { ["expirations"] = ends.Select(end => end!.Value.UtcDateTime).ToArray() })
            : RequestNode.Reply(410, "The lock supplied is invalid.", condition: LockLost);
    }

    private Message UpdateDisposition(Map body)
    {
        var changes = (body["properties-to-modify"] as Map)?.ToDictionary(pair => pair.Key.ToString()!, pair => pair.Value) ?? [];
        var settled = Tokens(body).Select(token => body["disposition-status"]?.ToString() switch
        {
            "completed" => queue.Complete(token),
            "abandoned" => queue.Abandon(token, changes),
            "defered" => queue.Defer(token, changes),
            "suspended" => queue.DeadLetter(token, body["deadletter-reason"]?.ToString(), body["deadletter-description"]?.ToString(), changes),
            _ => false,
        }).ToList();
        return settled.TrueForAll(done => done)
            ? RequestNode.Reply(200, "OK")
            : RequestNode.Reply(410, "The lock supplied is invalid.", condition: LockLost);
    }

    private Message Schedule(Map body)
    {
        var sequences = Maps(body["messages"]).Select(entry => queue.Add((byte[])entry["message"])).ToArray();
        return RequestNode.Reply(200, "OK", new Map { ["sequence-numbers"] = sequences });
    }

    private Message CancelScheduled(Map body) =>
        Sequences(body).Select(queue.CancelScheduled).ToList().TrueForAll(done => done)
            ? RequestNode.Reply(200, "OK")
            : RequestNode.Reply(404, "The scheduled message was not found.", condition: NotFound);

    private Message Peek(Map body)
    {
        var messages = queue.Peek(Convert.ToInt64(body["from-sequence-number"], null), Convert.ToInt32(body["message-count"], null));
        return messages.Count == 0
            ? RequestNode.Reply(204, "No messages.", condition: NotFound)
            : RequestNode.Reply(200, "OK", new Map { ["messages"] = Entries(messages, message => new Map { ["message"] = BrokerMessage.Bytes(message) }) });
    }

    private Message ReceiveDeferred(Map body)
    {
        var locked = queue.LockDeferred(Sequences(body));
        return locked is null
            ? RequestNode.Reply(404, "The deferred message was not found.", condition: NotFound)
            : RequestNode.Reply(200, "OK", new Map
            {
                ["messages"] = Entries(locked, entry => new Map { ["message"] = BrokerMessage.Bytes(entry.Message), ["lock-token"] = entry.Token }),
            });
    }

    private static List Entries<T>(IEnumerable<T> items, Func<T, Map> entry)
    {
        var list = new List();
        list.AddRange(items.Select(entry));
        return list;
    }

    private static IEnumerable<Guid> Tokens(Map body) => ((System.Collections.IEnumerable)body["lock-tokens"]).Cast<Guid>();

    private static IEnumerable<long> Sequences(Map body) => ((System.Collections.IEnumerable)body["sequence-numbers"]).Cast<long>();

    private static IEnumerable<Map> Maps(object list) => ((System.Collections.IEnumerable)list).Cast<Map>();
}

using System.Collections.Concurrent;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;

namespace SaeFlows.TestKit.ServiceBusBroker;

/// <summary>A node that answers requests: finds the reply link that the request names, and sends the answer there.</summary>
internal sealed class RequestNode(Func<ListenerConnection, Message, Message> answer)
{
    private readonly ConcurrentDictionary<(ListenerConnection Connection, string ReplyTo), ReplyEndpoint> _replies = new();

    /// <summary>A client's receiver of replies; its target address is what its requests name as reply-to.</summary>
    public LinkEndpoint AddReplies(ListenerLink link, string replyTo)
    {
        var key = (ConnectionOf(link), replyTo);
        var endpoint = new ReplyEndpoint(link);
        _replies[key] = endpoint;
        link.AddClosedCallback((_, _) => _replies.TryRemove(key, out _));
        return endpoint;
    }

    /// <summary>A client's sender of requests.</summary>
    public LinkEndpoint AddRequests(ListenerLink link) => new TargetEndpoint(request => Answer(ConnectionOf(link), request));

    /// <summary>An answer as the clients read it, both spellings of the status.</summary>
    public static Message Reply(int status, string description, object? body = null, string? condition = null)
    {
        var reply = new Message(body ?? new Amqp.Types.Map())
        {
            ApplicationProperties = new ApplicationProperties
            {
                ["statusCode"] = status,
                ["statusDescription"] = description,
                ["status-code"] = status,
                ["status-description"] = description,
            },
        };
        if (condition is not null)
        {
            reply.ApplicationProperties["errorCondition"] = new Amqp.Types.Symbol(condition);
        }

        return reply;
    }

    private void Answer(ListenerConnection connection, Message request)
    {
        if (request.Properties?.ReplyTo is { } replyTo && _replies.TryGetValue((connection, replyTo), out var replies))
        {
            var reply = answer(connection, request);
            reply.Properties = new Properties();
            reply.Properties.SetCorrelationId(request.Properties.GetMessageId());
            replies.Send(reply);
        }
    }

    private static ListenerConnection ConnectionOf(ListenerLink link) => (ListenerConnection)link.Session.Connection;
}

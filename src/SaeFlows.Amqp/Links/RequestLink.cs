using System.Collections.Concurrent;
using System.Globalization;
using Amqp;
using Amqp.Framing;
using SaeFlows.Amqp.Connections;

namespace SaeFlows.Amqp.Links;

/// <summary>
/// Requests and their replies on a node such as <c>$cbs</c> or <c>queue/$management</c>: a sender and a receiver with an
/// address of their own. Requests may overlap. Thread-safe.
/// </summary>
internal sealed class RequestLink : IAsyncDisposable
{
    private const int ReplyCredit = 100;

    private readonly ConcurrentDictionary<string, TaskCompletionSource<Message>> _waiting = new(StringComparer.Ordinal);
    private readonly Session _session;
    private readonly SenderLink _sender;
    private readonly ReceiverLink _receiver;
    private readonly string _replyTo;
    private readonly TimeSpan _timeout;
    private long _lastId;

    private RequestLink(Session session, SenderLink sender, ReceiverLink receiver, string replyTo, TimeSpan timeout)
    {
        _session = session;
        _sender = sender;
        _receiver = receiver;
        _replyTo = replyTo;
        _timeout = timeout;
        receiver.AddClosedCallback((_, error) => FailAll(error));
        sender.AddClosedCallback((_, error) => FailAll(error));
        receiver.Start(ReplyCredit, OnReply);
    }

    public bool IsClosed => _sender.IsClosed || _receiver.IsClosed;

    public static async Task<RequestLink> OpenAsync(Session session, string node, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var replyTo = $"reply-{Guid.NewGuid():N}";
        try
        {
            var sender = Attaching.CompleteAsync(
                onAttached => new SenderLink(session, $"{replyTo}-out", new Target { Address = node }, onAttached), timeout, cancellationToken);
            var receiver = Attaching.CompleteAsync(
                onAttached => new ReceiverLink(
                    session, $"{replyTo}-in", new Attach { Source = new Source { Address = node }, Target = new Target { Address = replyTo } }, onAttached),
                timeout,
                cancellationToken);
            await Task.WhenAll(sender, receiver);
            return new RequestLink(session, await sender, await receiver, replyTo, timeout);
        }
        catch
        {
            await Closing.QuietlyAsync(session);
            throw;
        }
    }

    public async Task<RequestReply> AskAsync(ApplicationProperties properties, object body, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        var request = new Message(body)
        {
            Properties = new Properties { MessageId = id, ReplyTo = _replyTo },
            ApplicationProperties = properties,
        };
        var answer = _waiting.GetOrAdd(id, _ => new TaskCompletionSource<Message>(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            if (IsClosed)
            {
                throw new IOException("the request link is closed");
            }

            await _sender.SendAsync(request, _timeout).WaitAsync(cancellationToken);
            return Read(await answer.Task.WaitAsync(_timeout, cancellationToken));
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    public async ValueTask DisposeAsync() => await Closing.QuietlyAsync(_session);

    private void OnReply(IReceiverLink receiver, Message reply)
    {
        receiver.Accept(reply);
        if (reply.Properties?.GetCorrelationId()?.ToString() is { } id && _waiting.TryGetValue(id, out var answer))
        {
            answer.TrySetResult(reply);
        }
    }

    private void FailAll(Error? error)
    {
        foreach (var answer in _waiting.Values)
        {
            answer.TrySetException(error is null ? new IOException("the broker closed the request link") : new AmqpException(error));
        }
    }

    private static RequestReply Read(Message reply)
    {
        var properties = reply.ApplicationProperties;
        var status = properties?["statusCode"] ?? properties?["status-code"];
        var description = properties?["statusDescription"] ?? properties?["status-description"];
        return new RequestReply(
            Convert.ToInt32(status, CultureInfo.InvariantCulture),
            description?.ToString(),
            (properties?["errorCondition"] ?? properties?["error-condition"])?.ToString(),
            reply.BodySection is null ? null : reply.Body);
    }
}

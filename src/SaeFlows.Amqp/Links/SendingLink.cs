using Amqp;
using Amqp.Framing;
using SaeFlows.Amqp.Connections;

namespace SaeFlows.Amqp.Links;

/// <summary>A sender whose sends complete when the broker has accepted the message.</summary>
internal sealed class SendingLink : IAsyncDisposable
{
    private readonly Session _session;
    private readonly SenderLink _link;
    private readonly TimeSpan _timeout;

    private SendingLink(Session session, SenderLink link, TimeSpan timeout)
    {
        _session = session;
        _link = link;
        _timeout = timeout;
    }

    public bool IsClosed => _link.IsClosed;

    public static async Task<SendingLink> OpenAsync(Session session, string address, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            var link = await Attaching.CompleteAsync(
                onAttached => new SenderLink(session, $"send-{Guid.NewGuid():N}", new Target { Address = address }, onAttached), timeout, cancellationToken);
            return new SendingLink(session, link, timeout);
        }
        catch
        {
            await Closing.QuietlyAsync(session);
            throw;
        }
    }

    /// <summary>Not cancelled midway: a message on its way would arrive or not, and nobody would know.</summary>
    public Task SendAsync(Message message) => _link.SendAsync(message, _timeout);

    public async ValueTask DisposeAsync() => await Closing.QuietlyAsync(_session);
}

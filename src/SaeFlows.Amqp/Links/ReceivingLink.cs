using Amqp;
using Amqp.Framing;
using SaeFlows.Amqp.Connections;

namespace SaeFlows.Amqp.Links;

/// <summary>
/// A receiver that takes messages only while somebody waits for them; how credit is given and taken back differs by broker.
/// </summary>
internal abstract class ReceivingLink(Session session, ReceiverLink link) : IAsyncDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);

    public ReceiverLink Link { get; } = link;

    public bool IsClosed => Link.IsClosed;

    public static async Task<T> OpenAsync<T>(
        Session session, string address, TimeSpan timeout, Func<Session, ReceiverLink, T> create, CancellationToken cancellationToken)
        where T : ReceivingLink
    {
        try
        {
            var link = await Attaching.CompleteAsync(
                onAttached => new ReceiverLink(session, $"receive-{Guid.NewGuid():N}", new Source { Address = address }, onAttached),
                timeout,
                cancellationToken);
            return create(session, link);
        }
        catch
        {
            await Closing.QuietlyAsync(session);
            throw;
        }
    }

    /// <summary>
    /// About <paramref name="credit"/> messages at most, none when none came in time. When cancelled, or in a rare race, it
    /// returns some that the caller does not want: it must give them back. One call at a time; others wait their turn.
    /// </summary>
    public async Task<List<Message>> ReceiveAsync(int credit, TimeSpan maxWait, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            return await TakeAsync(credit, maxWait, cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public async ValueTask DisposeAsync() => await Closing.QuietlyAsync(session);

    protected abstract Task<List<Message>> TakeAsync(int credit, TimeSpan maxWait, CancellationToken cancellationToken);
}

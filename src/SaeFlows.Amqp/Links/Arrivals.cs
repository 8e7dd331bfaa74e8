using System.Threading.Channels;
using Amqp;
using Amqp.Framing;

namespace SaeFlows.Amqp.Links;

/// <summary>Messages that have come by a link and that nobody has taken yet.</summary>
internal sealed class Arrivals
{
    private readonly Channel<Message> _channel = Channel.CreateUnbounded<Message>();

    public Arrivals(ReceiverLink link) => link.AddClosedCallback((_, error) => _channel.Writer.TryComplete(ClosedBy(error)));

    public void Add(Message message) => _channel.Writer.TryWrite(message);

    /// <summary>True when there is a message; false when the time is over or the wait was cancelled. Throws when the link is gone.</summary>
    public async Task<bool> WaitAsync(TimeSpan maxWait, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(maxWait);
        try
        {
            return await _channel.Reader.WaitToReadAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void TakeInto(List<Message> messages)
    {
        while (_channel.Reader.TryRead(out var message))
        {
            messages.Add(message);
        }
    }

    private static Exception ClosedBy(Error? error) => error is null ? new IOException("the broker closed the link") : new AmqpException(error);
}

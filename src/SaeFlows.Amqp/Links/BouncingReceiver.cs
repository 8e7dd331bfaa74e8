using Amqp;

namespace SaeFlows.Amqp.Links;

/// <summary>
/// For RabbitMQ, which answers every flow with one of its own, so that the client library's drain loses count and breaks the
/// link. Credit once given stays; a message that comes when nobody waits is released at once, for another receiver, and
/// has used its credit up. RabbitMQ counts no deliveries, so that does no harm.
/// </summary>
internal sealed class BouncingReceiver : ReceivingLink
{
    // After the first message the others that wait follow at once; this long a silence means that there are none.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly Arrivals _arrivals;
    private int _wanted;
    private int _outstanding;

    public BouncingReceiver(Session session, ReceiverLink link)
        : base(session, link)
    {
        _arrivals = new Arrivals(link);
        link.Start(0, OnMessage);
    }

    protected override async Task<List<Message>> TakeAsync(int credit, TimeSpan maxWait, CancellationToken cancellationToken)
    {
        Want(credit);
        var messages = new List<Message>(credit);
        try
        {
            var wait = maxWait;
            while (messages.Count < credit && await _arrivals.WaitAsync(wait, cancellationToken))
            {
                _arrivals.TakeInto(messages);
                wait = Linger;
            }
        }
        finally
        {
            lock (_lock)
            {
                _wanted = 0;
            }

            _arrivals.TakeInto(messages);
        }

        return messages;
    }

    private void Want(int credit)
    {
        int more;
        lock (_lock)
        {
            _wanted = credit;
            more = Math.Max(0, credit - _outstanding);
            _outstanding += more;
        }

        if (more > 0)
        {
            Link.SetCredit(more, CreditMode.Manual);
        }
    }

    private void OnMessage(IReceiverLink link, Message message)
    {
        lock (_lock)
        {
            _outstanding--;
            if (_wanted > 0)
            {
                _wanted--;
                _arrivals.Add(message);
                return;
            }
        }

        link.Release(message);
    }
}

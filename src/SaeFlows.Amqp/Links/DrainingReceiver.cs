using System.Runtime.CompilerServices;
using Amqp;

namespace SaeFlows.Amqp.Links;

/// <summary>
/// For brokers whose locks run: one credit until the first message comes, then, in one drain, whatever else is there; and an
/// unused credit is drained too. So no lock runs out in a buffer while nobody works on its message.
/// </summary>
internal sealed class DrainingReceiver : ReceivingLink
{
    private readonly Arrivals _arrivals;
    private readonly TimeSpan _drainTimeout;

    public DrainingReceiver(Session session, ReceiverLink link, TimeSpan drainTimeout)
        : base(session, link)
    {
        _arrivals = new Arrivals(link);
        _drainTimeout = drainTimeout;
        link.Start(0, (_, message) => _arrivals.Add(message));
    }

    protected override async Task<List<Message>> TakeAsync(int credit, TimeSpan maxWait, CancellationToken cancellationToken)
    {
        Link.SetCredit(1, CreditMode.Manual);
        if (!await _arrivals.WaitAsync(maxWait, cancellationToken))
        {
            await DrainAsync(1);
        }
        else if (credit > 1 && !cancellationToken.IsCancellationRequested)
        {
            await DrainAsync(credit - 1);
        }

        var messages = new List<Message>();
        _arrivals.TakeInto(messages);
        return messages;
    }

    // The library tells no one when the peer has given unused credit back; it only clears this field.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "credit")]
    private static extern ref int UnusedCredit(ReceiverLink link);

    /// <summary>Ends with no credit left at the broker: used up, or given back.</summary>
    private async Task DrainAsync(int credit)
    {
        Link.SetCredit(credit, CreditMode.Drain);
        var delay = TimeSpan.FromMilliseconds(1);
        var waited = TimeSpan.Zero;
        while (Volatile.Read(ref UnusedCredit(Link)) > 0 && !Link.IsClosed)
        {
            if (waited >= _drainTimeout)
            {
                throw new TimeoutException("the broker does not give unused credit back");
            }

            await Task.Delay(delay);
            waited += delay;
            delay = delay < TimeSpan.FromMilliseconds(16) ? delay * 2 : delay;
        }
    }
}

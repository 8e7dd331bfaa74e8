using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;

namespace SaeFlows.TestKit.ServiceBusBroker;

/// <summary>
/// The broker's end of a client's receiver. It counts credit itself: the library zeroes a link's credit when a flow repeats
/// what it knows, and answers a drain with drain=false, which the JavaScript client does not take for an answer.
/// </summary>
internal sealed class SourceEndpoint : LinkEndpoint
{
    private readonly Lock _lock = new();
    private readonly ListenerLink _link;
    private readonly DeliveryTags _tags;
    private readonly BrokerQueue _queue;
    private readonly Action _creditChanged;
    private int _credit;
    private int _forgottenByLibrary;
    private bool _drainAsked;
    private volatile bool _closed;

    public SourceEndpoint(ListenerLink link, BrokerQueue queue, DeliveryTags tags, Action creditChanged)
    {
        _link = link;
        _queue = queue;
        _tags = tags;
        _creditChanged = creditChanged;
        // Comes before the outcomes that the library makes up for unsettled deliveries of a closed link.
        link.AddClosedCallback((_, _) => _closed = true);
    }

    public bool IsClosed => _closed || _link.IsClosed;

    public bool IsReady
    {
        get
        {
            lock (_lock)
            {
                return _credit > 0 && !IsClosed;
            }
        }
    }

    public override void OnFlow(FlowContext flowContext)
    {
        lock (_lock)
        {
            _drainAsked = _link.IsDraining;
            if (flowContext.Messages > 0)
            {
                _credit += flowContext.Messages - _forgottenByLibrary;
                _forgottenByLibrary = 0;
            }
            else if (_drainAsked)
            {
                // What was there has been sent when the credit came.
                _credit = 0;
            }
            else
            {
                _credit = Math.Max(0, _credit + flowContext.Messages);
                _forgottenByLibrary = _credit;
            }
        }

        _creditChanged();
    }

    /// <summary>Runs on the queue's dispatcher only.</summary>
    public void Send(Message message, Guid token)
    {
        lock (_lock)
        {
            _credit--;
        }

        _tags.Set(message, token);
        _link.SendMessage(message);
        if (_link.SettleOnSend)
        {
            _queue.Complete(token);
        }
    }

    public bool IsDrainAsked
    {
        get
        {
            lock (_lock)
            {
                return _drainAsked && !IsClosed;
            }
        }
    }

    /// <summary>Runs on the queue's dispatcher only, after it sent what it could since the drain was asked for.</summary>
    public void AnswerDrain()
    {
        lock (_lock)
        {
            _drainAsked = false;
            _credit = 0;
            _forgottenByLibrary = 0;
        }

        _link.CompleteDrain();
        _link.SetCredit(0, drain: true);
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        if (_closed)
        {
            return;
        }

        var token = new Guid(dispositionContext.Message.DeliveryTag);
        var done = Apply(token, dispositionContext.DeliveryState);
        if (!dispositionContext.Settled)
        {
            var lost = new Rejected { Error = new Error(new Symbol("com.microsoft:message-lock-lost")) { Description = "The lock supplied is invalid." } };
            // A rejection is how a client dead-letters: echoed with its error, the client would take it for a failure.
            var outcome = dispositionContext.DeliveryState is Rejected ? new Rejected() : dispositionContext.DeliveryState;
            _link.DisposeMessage(dispositionContext.Message, done ? outcome : lost, settled: true);
        }
    }

    private bool Apply(Guid token, DeliveryState state) => state switch
    {
        Rejected rejected => _queue.DeadLetter(token, Info(rejected, "DeadLetterReason"), Info(rejected, "DeadLetterErrorDescription"), Empty),
        Modified { UndeliverableHere: true } modified => _queue.Defer(token, Changes(modified)),
        Modified modified => _queue.Abandon(token, Changes(modified)),
        Released => _queue.Abandon(token, Empty),
        _ => _queue.Complete(token),
    };

    private static Dictionary<string, object> Empty => [];

    private static string? Info(Rejected rejected, string key) => rejected.Error?.Info?[new Symbol(key)]?.ToString();

    private static Dictionary<string, object> Changes(Modified modified) =>
        modified.MessageAnnotations?.ToDictionary(pair => pair.Key.ToString()!, pair => pair.Value) ?? Empty;
}

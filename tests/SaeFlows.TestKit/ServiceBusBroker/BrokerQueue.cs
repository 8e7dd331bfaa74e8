using Amqp;
using Amqp.Types;

namespace SaeFlows.TestKit.ServiceBusBroker;

/// <summary>
/// The rules of one Service Bus queue: peek-lock with tokens, delivery count, schedule, deferral, dead letters, duplicate
/// detection. Knows nothing of links. Thread-safe.
/// </summary>
internal sealed partial class BrokerQueue(string name, BrokerQueueOptions options, TimeProvider time, BrokerQueue? deadLetters)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, BrokerMessage> _messages = [];
    private readonly Dictionary<Guid, BrokerMessage> _locked = [];
    private readonly Dictionary<string, DateTimeOffset> _seenIds = new(StringComparer.Ordinal);
    private long _lastSequence;

    /// <summary>Something may have become deliverable.</summary>
    public event Action? Changed;

    public string Name { get; } = name;

    public BrokerQueue? DeadLetters { get; } = deadLetters;

    /// <summary>Takes a message; one with a schedule time in the future stays hidden until then. A duplicate is dropped.</summary>
    public long Add(byte[] encoded)
    {
        var message = BrokerMessage.Decode(encoded);
        var scheduled = message.MessageAnnotations?[new Symbol("x-opt-scheduled-enqueue-time")] as DateTime?;
        var now = time.GetUtcNow();
        long sequence;
        lock (_lock)
        {
            sequence = ++_lastSequence;
            if (IsDuplicate(message, now))
            {
                return sequence;
            }

            var isLater = scheduled > now.UtcDateTime;
            _messages[sequence] = new BrokerMessage(sequence, encoded, now)
            {
                State = isLater ? BrokerMessageState.Scheduled : BrokerMessageState.Active,
                Until = isLater ? new DateTimeOffset(scheduled!.Value, TimeSpan.Zero) : default,
            };
        }

        Changed?.Invoke();
        return sequence;
    }

    /// <summary>Locks the next deliverable message and returns a copy to send, with its token; null when there is none.</summary>
    public (Message Message, Guid Token)? LockNext()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            Wake(now);
            var next = _messages.Values.FirstOrDefault(message => message.State == BrokerMessageState.Active && message.LockToken is null);
            return next is null ? null : Lock(next, now);
        }
    }

    /// <summary>Locks deferred messages by number; null when one is not there.</summary>
    public List<(Message Message, Guid Token)>? LockDeferred(IEnumerable<long> sequences)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            Wake(now);
            var wanted = sequences.Select(sequence => _messages.GetValueOrDefault(sequence)).ToList();
            return wanted.TrueForAll(message => message is { State: BrokerMessageState.Deferred, LockToken: null })
                ? wanted.ConvertAll(message => Lock(message!, now))
                : null;
        }
    }

    public IReadOnlyList<Message> Peek(long from, int max)
    {
        lock (_lock)
        {
            Wake(time.GetUtcNow());
            return [.. _messages.Values.Where(message => message.Sequence >= from).Take(max).Select(message => message.Read(message.Deliveries))];
        }
    }

    public bool CancelScheduled(long sequence)
    {
        lock (_lock)
        {
            return _messages.GetValueOrDefault(sequence)?.State == BrokerMessageState.Scheduled && _messages.Remove(sequence);
        }
    }

    private (Message Message, Guid Token) Lock(BrokerMessage message, DateTimeOffset now)
    {
        var token = Guid.NewGuid();
        message.LockToken = token;
        message.Until = now + options.LockDuration;
        message.Deliveries++;
        _locked[token] = message;
        return (message.Read(message.Deliveries - 1), token);
    }

    /// <summary>Locks that ran out and schedules that are due take effect when anybody looks.</summary>
    private void Wake(DateTimeOffset now)
    {
        foreach (var (token, message) in _locked.Where(pair => !pair.Value.IsLocked(now)).ToList())
        {
            Free(token, message);
        }

        foreach (var message in _messages.Values.Where(message => message.State == BrokerMessageState.Scheduled && message.Until <= now))
        {
            message.State = BrokerMessageState.Active;
        }
    }

    private bool IsDuplicate(Message message, DateTimeOffset now)
    {
        if (options.DuplicateWindow == TimeSpan.Zero || message.Properties?.GetMessageId()?.ToString() is not { } id)
        {
            return false;
        }

        var seen = _seenIds.TryGetValue(id, out var at) && now - at <= options.DuplicateWindow;
        _seenIds[id] = now;
        return seen;
    }
}

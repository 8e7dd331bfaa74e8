namespace SaeFlows.TestKit.ServiceBusBroker;

internal sealed partial class BrokerQueue
{
    /// <summary>Each of these returns false when the lock is gone.</summary>
    public bool Complete(Guid token) => Settle(token, message => _messages.Remove(message.Sequence));

    public bool Abandon(Guid token, IReadOnlyDictionary<string, object> changes) => Settle(token, message =>
    {
        Change(message, changes);
        Free(token, message);
    });

    public bool Defer(Guid token, IReadOnlyDictionary<string, object> changes) => Settle(token, message =>
    {
        Change(message, changes);
        message.LockToken = null;
        message.State = BrokerMessageState.Deferred;
    });

    public bool DeadLetter(Guid token, string? reason, string? description, IReadOnlyDictionary<string, object> changes) => Settle(token, message =>
    {
        Change(message, changes);
        Bury(message, reason, description);
    });

    /// <summary>The new end of the lock, or null when it is gone.</summary>
    public DateTimeOffset? Renew(Guid token)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (!_locked.TryGetValue(token, out var message) || !message.IsLocked(now))
            {
                return null;
            }

            return message.Until = now + options.LockDuration;
        }
    }

    private bool Settle(Guid token, Action<BrokerMessage> apply)
    {
        lock (_lock)
        {
            if (!_locked.TryGetValue(token, out var message) || !message.IsLocked(time.GetUtcNow()))
            {
                return false;
            }

            _locked.Remove(token);
            apply(message);
        }

        Changed?.Invoke();
        return true;
    }

    private void Free(Guid token, BrokerMessage message)
    {
        _locked.Remove(token);
        message.LockToken = null;
        if (message.Deliveries >= options.MaxDeliveryCount && message.State == BrokerMessageState.Active && DeadLetters is not null)
        {
            Bury(message, "MaxDeliveryCountExceeded", $"Message could not be consumed after {message.Deliveries} delivery attempts.");
        }
    }

    private void Bury(BrokerMessage message, string? reason, string? description)
    {
        message.LockToken = null;
        Note(message, "DeadLetterReason", reason);
        Note(message, "DeadLetterErrorDescription", description);
        _messages.Remove(message.Sequence);
        DeadLetters?.Add(message.Encode());
    }

    private static void Note(BrokerMessage message, string property, string? value)
    {
        if (value is not null)
        {
            message.Changes[property] = value;
        }
    }

    private static void Change(BrokerMessage message, IReadOnlyDictionary<string, object> changes)
    {
        foreach (var (key, value) in changes)
        {
            message.Changes[key] = value;
        }
    }
}

namespace SaeFlows.Core.Ports;

/// <summary>What a queue can do beyond send, receive, complete and release; a caller asks before it relies on one.</summary>
[Flags]
public enum JobQueueCapabilities
{
    None = 0,

    /// <summary><see cref="IJobQueue.SendAsync"/> honours <c>notBefore</c>.</summary>
    ScheduledSend = 1,

    /// <summary><see cref="IJobQueue.RenewAsync"/> prolongs the lock.</summary>
    Renewal = 2,

    /// <summary>Deliveries carry a true delivery count.</summary>
    DeliveryCount = 4,

    /// <summary>Dead-lettered messages keep reason and description.</summary>
    DeadLetterReason = 8,

    /// <summary><see cref="IJobQueue.PeekAsync"/> works.</summary>
    Peek = 16,

    /// <summary>Completion is confirmed by the broker, so that a lost lock is seen.</summary>
    ConfirmedCompletion = 32,

    /// <summary>A message id sent twice is delivered once, within a window.</summary>
    DuplicateDetection = 64,

    /// <summary>An unfinished delivery comes back after its lock has run out, even if its connection stays open.</summary>
    LockExpiry = 128,
}

namespace SaeFlows.Core.Ports;

/// <summary>
/// One queue with competing receivers and at-least-once delivery under locks (peek-lock). Thread-safe. Every member may
/// throw <see cref="JobQueueUnavailableException"/>; one that a missing capability rules out throws
/// <see cref="NotSupportedException"/> naming it, and does nothing.
/// </summary>
public interface IJobQueue : IAsyncDisposable
{
    string Name { get; }

    JobQueueCapabilities Capabilities { get; }

    /// <summary>
    /// Sends a message; returns when the queue has it safely (where the connection broke meanwhile, perhaps twice). With
    /// <paramref name="notBefore"/> it becomes visible then.
    /// </summary>
    /// <exception cref="NotSupportedException"><paramref name="notBefore"/> lies ahead and <see cref="JobQueueCapabilities.ScheduledSend"/> is missing.</exception>
    Task SendAsync(JobMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken);

    /// <summary>
    /// Takes up to <paramref name="credit"/> messages under lock: waits up to <paramref name="maxWait"/> for the first, then
    /// returns what is there. Nothing is fetched beyond the credit, so no lock runs while nobody works. Empty when none came.
    /// </summary>
    Task<IReadOnlyList<ReceivedJob>> ReceiveAsync(int credit, TimeSpan maxWait, CancellationToken cancellationToken);

    /// <summary>Prolongs the lock; returns the delivery with its new end.</summary>
    /// <exception cref="JobLockLostException">The lock is gone.</exception>
    /// <exception cref="NotSupportedException"><see cref="JobQueueCapabilities.Renewal"/> is missing.</exception>
    Task<ReceivedJob> RenewAsync(ReceivedJob job, CancellationToken cancellationToken);

    /// <summary>The job is done; the message goes.</summary>
    /// <exception cref="JobLockLostException">The lock is gone.</exception>
    Task CompleteAsync(ReceivedJob job, CancellationToken cancellationToken);

    /// <summary>Gives the message back at once for another delivery.</summary>
    /// <exception cref="JobLockLostException">The lock is gone.</exception>
    Task AbandonAsync(ReceivedJob job, CancellationToken cancellationToken);

    /// <summary>Moves the message to the dead-letter queue.</summary>
    /// <exception cref="JobLockLostException">The lock is gone.</exception>
    Task DeadLetterAsync(ReceivedJob job, string reason, string description, CancellationToken cancellationToken);

    /// <summary>Looks at up to <paramref name="max"/> messages from the oldest on, dead-lettered ones when asked, without taking them.</summary>
    /// <exception cref="NotSupportedException"><see cref="JobQueueCapabilities.Peek"/> is missing.</exception>
    Task<IReadOnlyList<PeekedJob>> PeekAsync(int max, bool deadLettered, CancellationToken cancellationToken);
}

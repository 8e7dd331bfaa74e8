namespace SaeFlows.Core.Durability;

/// <summary>
/// What an orchestration may touch. Members carry the names and meanings of the Durable Task programming model
/// (<c>Microsoft.DurableTask.TaskOrchestrationContext</c>), so that one orchestration runs on the embedded engine and on
/// Azure Durable Functions alike.
/// </summary>
/// <remarks>
/// Orchestrations are replayed: their code must be deterministic and use no clock, random source, GUID or I/O but this
/// context's. Not thread-safe: an orchestration runs on one logical thread, and awaits only tasks made by its context.
/// </remarks>
public interface IOrchestrationContext
{
    /// <summary>Unique id of this instance.</summary>
    string InstanceId { get; }

    /// <summary>Id of the orchestration that started this one, or null.</summary>
    string? ParentInstanceId { get; }

    /// <summary>True while recorded history is being replayed; for logging only, never for decisions.</summary>
    bool IsReplaying { get; }

    /// <summary>The time of the event being processed, UTC; the same at every replay.</summary>
    DateTime CurrentUtcDateTime { get; }

    /// <summary>Runs an activity, at least once, and returns its result.</summary>
    /// <exception cref="TaskFailedException">The activity failed after all its attempts.</exception>
    Task<T> CallActivityAsync<T>(string name, object? input = null, ActivityOptions? options = null);

    /// <summary>Runs another orchestration as a child and returns its output.</summary>
    /// <exception cref="TaskFailedException">The child failed or was terminated.</exception>
    Task<T> CallSubOrchestratorAsync<T>(string name, object? input = null, SubOrchestrationOptions? options = null);

    /// <summary>Waits for an event raised to this instance. Events that came early are buffered; each is delivered once.</summary>
    Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Waits for an event for at most <paramref name="timeout"/>.</summary>
    /// <exception cref="TaskCanceledException">The event did not come in time.</exception>
    Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout);

    /// <summary>A durable timer. Cancelling the token cancels the task; the timer's firing is then ignored.</summary>
    Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken = default);

    /// <summary>Sends an event to another instance; fire and forget.</summary>
    void SendEvent(string instanceId, string eventName, object? payload);

    /// <summary>Ends this execution and starts the same instance afresh with <paramref name="newInput"/> and an empty history.</summary>
    void ContinueAsNew(object? newInput, bool preserveUnprocessedEvents = true);

    /// <summary>A small JSON value that queries show (at most 16 KB serialised).</summary>
    void SetCustomStatus(object? customStatus);

    /// <summary>A GUID that is the same at every replay (RFC 4122 version 5 of instance, time and counter).</summary>
    Guid NewGuid();
}

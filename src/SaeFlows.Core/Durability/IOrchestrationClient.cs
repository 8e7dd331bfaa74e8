namespace SaeFlows.Core.Durability;

/// <summary>Starts, steers and queries orchestration instances. Thread-safe.</summary>
public interface IOrchestrationClient
{
    /// <summary>Starts an instance. Idempotent: an existing id is left as it is and false is returned.</summary>
    Task<bool> ScheduleNewAsync(string name, object? input, string instanceId, CancellationToken cancellationToken);

    /// <summary>Raises an event; buffered until the instance waits for it. An unknown or finished instance ignores it (false).</summary>
    Task<bool> RaiseEventAsync(string instanceId, string eventName, object? payload, CancellationToken cancellationToken);

    /// <summary>
    /// Holds an instance: it takes no further step until it is resumed. Its children are held too. What runs ends and is journalled;
    /// what comes in is kept and delivered at the resume.
    /// </summary>
    Task SuspendAsync(string instanceId, string? reason, CancellationToken cancellationToken);

    /// <summary>
    /// Lets a held instance and its children go on, whoever held them (a user, or the engine after equal failures or code that does not
    /// fit the history). It happens when an engine works the instance; until then its status stays Suspended.
    /// </summary>
    Task ResumeAsync(string instanceId, string? reason, CancellationToken cancellationToken);

    /// <summary>Ends an instance and its children at once.</summary>
    Task TerminateAsync(string instanceId, string? reason, CancellationToken cancellationToken);

    /// <summary>One instance, or null.</summary>
    Task<OrchestrationInstance?> GetAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Instances that match, streamed in order of id.</summary>
    IAsyncEnumerable<OrchestrationInstance> QueryAsync(OrchestrationQuery query, CancellationToken cancellationToken);

    /// <summary>How many instances match, by status.</summary>
    Task<IReadOnlyDictionary<OrchestrationRuntimeStatus, long>> CountAsync(OrchestrationQuery query, CancellationToken cancellationToken);

    /// <summary>The history of the instance's current execution.</summary>
    Task<IReadOnlyList<HistoryEvent>> GetHistoryAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>
    /// Starts <paramref name="newInstanceId"/> as a copy of a finished instance whose results are reused up to the first step
    /// named <paramref name="fromStep"/>; from there on everything runs again. The source stays as it is. Names of external events that
    /// came before that step must be the same in the copy: take them from recorded results, not from the instance's id.
    /// </summary>
    Task ForkAsync(string instanceId, string newInstanceId, string fromStep, CancellationToken cancellationToken);

    /// <summary>Deletes finished instances that match and ended before <paramref name="before"/>; returns how many.</summary>
    Task<long> PurgeAsync(OrchestrationQuery query, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Waits until the instance has ended.</summary>
    Task<OrchestrationInstance> WaitForCompletionAsync(string instanceId, CancellationToken cancellationToken);
}

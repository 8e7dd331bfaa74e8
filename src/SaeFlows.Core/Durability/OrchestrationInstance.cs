namespace SaeFlows.Core.Durability;

/// <summary>The state of one instance as queries show it. JSON members hold serialised text.</summary>
public sealed record OrchestrationInstance
{
    public required string InstanceId { get; init; }

    public required string Name { get; init; }

    /// <summary>Version of the orchestration's code, pinned when the instance was started.</summary>
    public required int Version { get; init; }

    public required OrchestrationRuntimeStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastUpdatedAt { get; init; }

    public string? ParentInstanceId { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    /// <summary>Why a failed instance failed.</summary>
    public TaskFailureDetails? Failure { get; init; }

    /// <summary>Why it is suspended or was terminated, where a reason was given; the engine gives one whenever it suspends by itself.</summary>
    public string? Reason { get; init; }

    public bool IsCompleted => Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}

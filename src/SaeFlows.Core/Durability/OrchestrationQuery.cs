namespace SaeFlows.Core.Durability;

/// <summary>A filter over instances; null members do not filter.</summary>
public sealed record OrchestrationQuery
{
    /// <summary>Instance ids begin with this (a run's children share the run's id as prefix).</summary>
    public string? InstanceIdPrefix { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<OrchestrationRuntimeStatus>? Statuses { get; init; }

    /// <summary>Top-level members of the custom status that must have these values (as text): stage, outcome, attempts and the like.</summary>
    public IReadOnlyDictionary<string, string>? CustomStatus { get; init; }

    public DateTimeOffset? CreatedFrom { get; init; }

    public DateTimeOffset? CreatedTo { get; init; }
}

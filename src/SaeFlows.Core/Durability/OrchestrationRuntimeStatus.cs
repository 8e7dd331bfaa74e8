namespace SaeFlows.Core.Durability;

/// <summary>Where an instance stands; names as in Durable Task.</summary>
public enum OrchestrationRuntimeStatus
{
    Pending,
    Running,
    Suspended,
    Completed,
    Failed,
    Terminated,
}

namespace SaeFlows.Core.Durability;

/// <summary>Thrown into an orchestration when a step failed for good.</summary>
public sealed class TaskFailedException : Exception
{
    public TaskFailedException(string taskName, TaskFailureDetails failureDetails)
        : base($"Step '{taskName}' failed: {failureDetails?.ErrorMessage}")
    {
        ArgumentNullException.ThrowIfNull(failureDetails);
        TaskName = taskName;
        FailureDetails = failureDetails;
    }

    /// <summary>Name of the activity or child orchestration.</summary>
    public string TaskName { get; }

    /// <summary>What failed.</summary>
    public TaskFailureDetails FailureDetails { get; }
}

using SaeFlows.Core.Durability;

namespace SaeFlows.Functions.Orchestrations;

/// <summary>Durable Task's failure details as ours.</summary>
internal static class DurableFailures
{
    public static TaskFailureDetails ToCore(Microsoft.DurableTask.TaskFailureDetails failure) =>
        new(failure.ErrorType, failure.ErrorMessage, failure.StackTrace);
}

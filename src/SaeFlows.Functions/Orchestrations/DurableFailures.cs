using SaeFlows.Core.Durability;

namespace SaeFlows.Functions.Orchestrations;

/// <summary>Durable Task's failure details as ours.</summary>
internal static class DurableFailures
{
    public static TaskFailureDetails ToCore(Microsoft.DurableTask.TaskFailureDetails failure) =>
        new(failure.ErrorType, failure.ErrorMessage, failure.StackTrace);

    /// <remarks>A child that was terminated comes without details, whatever the platform's annotation says.</remarks>
    public static TaskFailureDetails ToCore(Microsoft.DurableTask.TaskFailedException exception) =>
        exception.FailureDetails is { } details ? ToCore(details) : new(typeof(OperationCanceledException).FullName!, exception.Message);
}

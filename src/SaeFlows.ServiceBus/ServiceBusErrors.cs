using Azure.Messaging.ServiceBus;
using SaeFlows.Core;
using SaeFlows.Core.Ports;

namespace SaeFlows.ServiceBus;

/// <summary>What a fault of the service means to the caller: drop the work, try again, or mend the settings.</summary>
internal static class ServiceBusErrors
{
    public static Exception Translate(string queue, ServiceBusException error) => error.Reason switch
    {
        ServiceBusFailureReason.MessageLockLost or ServiceBusFailureReason.MessageNotFound =>
            new JobLockLostException($"Queue '{queue}': the lock is gone ({error.Message})", error),
        ServiceBusFailureReason.MessagingEntityNotFound =>
            new UserInputException($"Queue '{queue}' does not exist in the namespace: make it (infra/main.bicep does) or mend its name.", error),
        ServiceBusFailureReason.MessagingEntityDisabled =>
            new UserInputException($"Queue '{queue}' is disabled: enable it in the namespace.", error),
        ServiceBusFailureReason.MessageSizeExceeded =>
            new UserInputException($"Queue '{queue}': the message is larger than the namespace's tier allows ({error.Message})", error),
        _ => new JobQueueUnavailableException($"Queue '{queue}': {error.Message}", error),
    };
}

using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using SaeFlows.Core.Models;
using SaeFlows.Functions.Clients;
using SaeFlows.ServiceBus;

namespace SaeFlows.Functions.Triggers;

/// <summary>
/// Raises the event that each message on <c>model-results</c> answers. Raise, then complete: a crash between the two raises twice,
/// which meets nobody, since each job has an event of its own.
/// </summary>
public sealed class ModelResultFunction(DurableClients clients, ILogger<ModelResultFunction> logger)
{
    [Function("ModelResult")]
    public async Task RunAsync(
        [ServiceBusTrigger(ModelMessages.ResultsQueue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actions);
        try
        {
            var result = ModelMessages.ReadResult(ServiceBusMessages.Read(message));
            if (result.ReplyToInstance is null || result.ReplyEvent is null)
            {
                throw new InvalidDataException($"Reply '{result.JobId}' names no instance and event to answer.");
            }

            if (!await clients.Of(client).RaiseEventAsync(result.ReplyToInstance, result.ReplyEvent, result, cancellationToken))
            {
                FunctionLog.ReplyIgnored(logger, result.JobId, result.ReplyToInstance);
            }

            await actions.CompleteMessageAsync(message, cancellationToken);
        }
        catch (InvalidDataException error)
        {
            await actions.DeadLetterMessageAsync(message, null, "UnreadableBody", ServiceBusMessages.Reason(error.Message), cancellationToken);
        }
    }
}

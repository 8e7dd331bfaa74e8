using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using SaeFlows.Core;
using SaeFlows.Functions.Clients;
using SaeFlows.Functions.Runs;
using SaeFlows.ServiceBus;

namespace SaeFlows.Functions.Triggers;

/// <summary>Queues a run for each message on <c>dataset-submissions</c>. A message that names nothing usable is dead-lettered with the reason.</summary>
public sealed class DatasetSubmissionFunction(Submissions submissions, DurableClients clients, ILogger<DatasetSubmissionFunction> logger)
{
    public const string Queue = "dataset-submissions";

    [Function("DatasetSubmission")]
    public async Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(actions);
        try
        {
            var run = await submissions.SubmitAsync(RequestBody.Read<DatasetSubmission>(message.Body.ToString()), clients.Of(client), cancellationToken);
            FunctionLog.Submitted(logger, run.RunId, run.Settings.Dataset, run.Total);
            await actions.CompleteMessageAsync(message, cancellationToken);
        }
        catch (UserInputException error)
        {
            await actions.DeadLetterMessageAsync(message, null, "SubmissionRefused", ServiceBusMessages.Reason(error.Message), cancellationToken);
        }
    }
}

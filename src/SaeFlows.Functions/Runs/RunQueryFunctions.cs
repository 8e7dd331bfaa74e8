using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;
using SaeFlows.Functions.Clients;
using SaeFlows.Hosting.Runs;
using SaeFlows.Orchestrations.Retries;
using SaeFlows.Orchestrations.Runs;

namespace SaeFlows.Functions.Runs;

/// <summary>HTTP: all runs, one run's figures and status, one question's ledger chain and the histories of its workflows.</summary>
public sealed class RunQueryFunctions(IRunStore runs, ILedger ledger, DurableClients clients)
{
    [Function("ListRuns")]
    public Task<HttpResponseData> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs")] HttpRequestData request, CancellationToken cancellationToken) =>
        HttpAnswers.AnswerAsync(request, async () => (HttpStatusCode.OK, new { runs = await runs.ListAsync(cancellationToken) }));

    [Function("GetRun")]
    public Task<HttpResponseData> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{run}")] HttpRequestData request, [DurableClient] DurableTaskClient client, string run, CancellationToken cancellationToken) =>
        HttpAnswers.AnswerAsync(request, async () =>
        {
            var record = await runs.FindAsync(run, cancellationToken) ?? throw new NotThereException($"There is no run '{run}'.");
            int retries = (await RunLedger.RetriesAsync(ledger, run, cancellationToken)).Count;
            string instanceId = retries == 0 ? run : RetryInput.InstanceId(run, retries);
            var instance = await clients.Of(client).GetAsync(instanceId, cancellationToken);
            var summary = await RunSummaryBuilder.BuildAsync(record, runs.ReadOutcomesAsync(run, cancellationToken), cancellationToken);
            return (HttpStatusCode.OK, new { summary, runtimeStatus = instance?.Status, management = HttpAnswers.Management(client, request, instanceId) });
        });

    [Function("GetQuestionHistory")]
    public Task<HttpResponseData> HistoryAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{run}/questions/{question}/history")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        string run,
        string question,
        CancellationToken cancellationToken) =>
        HttpAnswers.AnswerAsync(request, async () =>
        {
            if (await runs.FindQuestionAsync(run, question, cancellationToken) is null)
            {
                throw new NotThereException($"Run '{run}' has no question '{question}'.");
            }

            int retries = (await RunLedger.RetriesAsync(ledger, run, cancellationToken)).Count;
            var attempts = Enumerable.Range(0, retries + 1).ToAsyncEnumerable()
                .Select(number => RunOrchestration.QuestionInstanceId(number == 0 ? run : RetryInput.InstanceId(run, number), question))
                .Select(async (string id, CancellationToken token) => await AttemptAsync(clients.Of(client), id, token))
                .Where(attempt => attempt is not null);
            return (HttpStatusCode.OK, new
            {
                run,
                question,
                ledger = await ledger.ReadChainAsync(run, question, cancellationToken),
                attempts = await attempts.ToListAsync(cancellationToken),
            });
        });

    /// <summary>One execution of a question's workflow; null where there was none, or the platform has forgotten it.</summary>
    private static async ValueTask<object?> AttemptAsync(IOrchestrationClient client, string instanceId, CancellationToken cancellationToken) =>
        await client.GetAsync(instanceId, cancellationToken) is { } instance
            ? new { instance = instance.InstanceId, runtimeStatus = instance.Status, instance.CustomStatus, history = await client.GetHistoryAsync(instance.InstanceId, cancellationToken) }
            : null;
}

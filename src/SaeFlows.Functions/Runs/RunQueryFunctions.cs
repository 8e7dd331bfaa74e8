using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;
using SaeFlows.Functions.Clients;
using SaeFlows.Hosting.Runs;
using SaeFlows.Orchestrations.Retries;
using SaeFlows.Orchestrations.Runs;

namespace SaeFlows.Functions.Runs;

/// <summary>HTTP: all runs, one run's figures and status, one question's ledger chain and history.</summary>
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
            var record = await runs.FindAsync(run, cancellationToken) ?? throw new KeyNotFoundException($"There is no run '{run}'.");
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
            var chain = await ledger.ReadChainAsync(run, question, cancellationToken);
            string instanceId = RunOrchestration.QuestionInstanceId(run, question);
            var instance = await clients.Of(client).GetAsync(instanceId, cancellationToken);
            if (chain.Count == 0 && instance is null)
            {
                throw new KeyNotFoundException($"Run '{run}' has no question '{question}', or nothing has happened to it yet.");
            }

            var history = instance is null ? [] : await clients.Of(client).GetHistoryAsync(instanceId, cancellationToken);
            return (HttpStatusCode.OK, new { run, question, runtimeStatus = instance?.Status, customStatus = instance?.CustomStatus, ledger = chain, history });
        });
}

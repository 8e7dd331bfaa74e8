using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using SaeFlows.Core;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;
using SaeFlows.Functions.Clients;
using SaeFlows.Hosting.Runs;
using SaeFlows.Orchestrations.Retries;

namespace SaeFlows.Functions.Runs;

/// <summary>HTTP: submit, cancel, retry, fork. Each answers with the run and the platform's management addresses.</summary>
public sealed class RunStartFunctions(Submissions submissions, IRunStore runs, ILedger ledger, DurableClients clients)
{
    [Function("SubmitRun")]
    public Task<HttpResponseData> SubmitAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs")] HttpRequestData request, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        HttpAnswers.AnswerAsync(request, async () =>
        {
            var submission = await HttpAnswers.ReadAsync<DatasetSubmission>(request, cancellationToken);
            var run = await submissions.SubmitAsync(submission, clients.Of(client), cancellationToken);
            return Accepted(client, request, run, run.RunId);
        });

    [Function("CancelRun")]
    public Task<HttpResponseData> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{run}/cancel")] HttpRequestData request, [DurableClient] DurableTaskClient client, string run, CancellationToken cancellationToken) =>
        HttpAnswers.AnswerAsync(request, async () =>
        {
            var record = await FindAsync(run, cancellationToken);
            if (record.Status is RunStatus.Completed or RunStatus.Cancelled)
            {
                throw new UserInputException($"Run {run} has ended already ({record.Status}): there is nothing to cancel.");
            }

            if (record.Status == RunStatus.Loading)
            {
                throw new UserInputException($"Run {run} is still being loaded: cancel it in a moment.");
            }

            string instanceId = await RunScheduling.ScheduleAsync(clients.Of(client), ledger, run, cancellationToken);
            await clients.Of(client).TerminateAsync(instanceId, "cancelled by the user", cancellationToken);
            await runs.SetStatusAsync(run, RunStatus.Cancelled, cancellationToken);
            return Accepted(client, request, record with { Status = RunStatus.Cancelled }, instanceId);
        });

    [Function("RetryRun")]
    public Task<HttpResponseData> RetryAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{run}/retry")] HttpRequestData request, [DurableClient] DurableTaskClient client, string run, CancellationToken cancellationToken) =>
        HttpAnswers.AnswerAsync(request, async () =>
        {
            var asked = await HttpAnswers.ReadAsync<RetryRequest>(request, cancellationToken);
            return await AgainAsync(client, request, new RetryInput(run, asked.Errored || !asked.Unverified, asked.Unverified, RetrySteps.Activity(asked.From)), cancellationToken);
        });

    [Function("ForkQuestionOfRun")]
    public Task<HttpResponseData> ForkAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{run}/questions/{question}/fork")] HttpRequestData request, [DurableClient] DurableTaskClient client, string run, string question, CancellationToken cancellationToken) =>
        HttpAnswers.AnswerAsync(request, async () =>
        {
            var asked = await HttpAnswers.ReadAsync<RetryRequest>(request, cancellationToken);
            if (await runs.FindQuestionAsync(run, question, cancellationToken) is null)
            {
                throw new NotThereException($"Run '{run}' has no question '{question}'.");
            }

            return await AgainAsync(client, request, new RetryInput(run, Errored: false, Unverified: false, RetrySteps.Activity(asked.From), QuestionId: question), cancellationToken);
        });

    private async Task<(HttpStatusCode Status, object Body)> AgainAsync(DurableTaskClient client, HttpRequestData request, RetryInput input, CancellationToken cancellationToken)
    {
        var reopened = await RunScheduling.ReopenAsync(runs, ledger, await FindAsync(input.RunId, cancellationToken), input, cancellationToken);
        string instanceId = await RunScheduling.ScheduleAsync(clients.Of(client), ledger, input.RunId, cancellationToken);
        return Accepted(client, request, reopened, instanceId);
    }

    private async Task<RunRecord> FindAsync(string run, CancellationToken cancellationToken) =>
        await runs.FindAsync(run, cancellationToken) ?? throw new NotThereException($"There is no run '{run}'.");

    private static (HttpStatusCode Status, object Body) Accepted(DurableTaskClient client, HttpRequestData request, RunRecord run, string instanceId) => (
        HttpStatusCode.Accepted,
        new { run = run.RunId, run.Status, questions = run.Total, rejectedRows = run.Rejected, management = HttpAnswers.Management(client, request, instanceId) });
}

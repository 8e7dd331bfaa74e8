using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SaeFlows.Functions.Clients;
using SaeFlows.Orchestrations.Questions;
using SaeFlows.Orchestrations.Retries;
using SaeFlows.Orchestrations.Runs;

namespace SaeFlows.Functions.Orchestrations;

/// <summary>The activities as functions.</summary>
public sealed class ActivityFunctions(ActivityRunner activities, DurableClients clients)
{
    [Function(RunActivities.ReadRunPage)]
    public Task<JsonElement> ReadRunPageAsync([ActivityTrigger] ActivityCall call, CancellationToken cancellationToken) =>
        activities.RunAsync(RunActivities.ReadRunPage, call, cancellationToken);

    [Function(RunActivities.FinishRun)]
    public Task<JsonElement> FinishRunAsync([ActivityTrigger] ActivityCall call, CancellationToken cancellationToken) =>
        activities.RunAsync(RunActivities.FinishRun, call, cancellationToken);

    [Function(QuestionActivities.LoadQuestion)]
    public Task<JsonElement> LoadQuestionAsync([ActivityTrigger] ActivityCall call, CancellationToken cancellationToken) =>
        activities.RunAsync(QuestionActivities.LoadQuestion, call, cancellationToken);

    [Function(QuestionActivities.SubmitModelJob)]
    public Task<JsonElement> SubmitModelJobAsync([ActivityTrigger] ActivityCall call, CancellationToken cancellationToken) =>
        activities.RunAsync(QuestionActivities.SubmitModelJob, call, cancellationToken);

    [Function(QuestionActivities.RecordModelResult)]
    public Task<JsonElement> RecordModelResultAsync([ActivityTrigger] ActivityCall call, CancellationToken cancellationToken) =>
        activities.RunAsync(QuestionActivities.RecordModelResult, call, cancellationToken);

    [Function(QuestionActivities.Reformulate)]
    public Task<JsonElement> ReformulateAsync([ActivityTrigger] ActivityCall call, CancellationToken cancellationToken) =>
        activities.RunAsync(QuestionActivities.Reformulate, call, cancellationToken);

    [Function(QuestionActivities.Verify)]
    public Task<JsonElement> VerifyAsync([ActivityTrigger] ActivityCall call, CancellationToken cancellationToken) =>
        activities.RunAsync(QuestionActivities.Verify, call, cancellationToken);

    [Function(QuestionActivities.FinishQuestion)]
    public Task<JsonElement> FinishQuestionAsync([ActivityTrigger] ActivityCall call, CancellationToken cancellationToken) =>
        activities.RunAsync(QuestionActivities.FinishQuestion, call, cancellationToken);

    [Function(RetryActivities.ReadRetryPage)]
    public Task<JsonElement> ReadRetryPageAsync([ActivityTrigger] ActivityCall call, CancellationToken cancellationToken) =>
        activities.RunAsync(RetryActivities.ReadRetryPage, call, cancellationToken);

    [Function(RetryActivities.ForkQuestion)]
    public async Task<JsonElement> ForkQuestionAsync([ActivityTrigger] ActivityCall call, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        using var use = clients.Use(client);
        return await activities.RunAsync(RetryActivities.ForkQuestion, call, cancellationToken);
    }

    [Function(RetryActivities.HasEnded)]
    public async Task<JsonElement> HasEndedAsync([ActivityTrigger] ActivityCall call, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        using var use = clients.Use(client);
        return await activities.RunAsync(RetryActivities.HasEnded, call, cancellationToken);
    }
}

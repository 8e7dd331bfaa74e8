using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using SaeFlows.Functions.Payloads;
using SaeFlows.Orchestrations.Questions;
using SaeFlows.Orchestrations.Retries;
using SaeFlows.Orchestrations.Runs;

namespace SaeFlows.Functions.Orchestrations;

/// <summary>The orchestrations as functions.</summary>
public sealed class OrchestratorFunctions(PayloadCodec payloads)
{
    [Function(RunOrchestration.Name)]
    public async Task<JsonElement> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var start = DurableStart<RunInput>.Read(context, payloads);
        return payloads.Pack(await RunOrchestration.RunAsync(start.Context, start.Input));
    }

    [Function(QuestionOrchestration.Name)]
    public async Task<JsonElement> QuestionAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var start = DurableStart<QuestionInput>.Read(context, payloads);
        return payloads.Pack(await QuestionOrchestration.RunAsync(start.Context, start.Input));
    }

    [Function(RetryOrchestration.Name)]
    public async Task<JsonElement> RetryAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var start = DurableStart<RetryInput>.Read(context, payloads);
        return payloads.Pack(await RetryOrchestration.RunAsync(start.Context, start.Input));
    }
}

using System.Text.Json;
using Microsoft.DurableTask;
using SaeFlows.Core.Durability;
using SaeFlows.Functions.Payloads;

namespace SaeFlows.Functions.Orchestrations;

/// <summary>What an orchestrator function hands to its orchestration.</summary>
/// <param name="Context">The context.</param>
/// <param name="Input">The unpacked input.</param>
internal sealed record DurableStart<T>(IOrchestrationContext Context, T Input)
{
    public static DurableStart<T> Read(TaskOrchestrationContext inner, PayloadCodec payloads)
    {
        string json = payloads.UnpackJson(inner.GetInput<JsonElement>());
        var root = JsonElement.Parse(json);
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("forkOf", out _))
        {
            var fork = DurableJson.Deserialize<ForkedInput>(json)!;
            return new(new DurableOrchestrationContext(inner, payloads, new RecordedSteps(fork.Steps)), payloads.Unpack<T>(fork.Input)!);
        }

        return new(new DurableOrchestrationContext(inner, payloads, new RecordedSteps([])), DurableJson.Deserialize<T>(json)!);
    }
}

using System.Text.Json;
using SaeFlows.Core.Durability;
using SaeFlows.Functions.Payloads;

namespace SaeFlows.Functions.Orchestrations;

/// <summary>Runs an activity of the catalog for its function.</summary>
public sealed class ActivityRunner(OrchestrationRegistry registry, PayloadCodec payloads)
{
    public async Task<JsonElement> RunAsync(string name, ActivityCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var handler = registry.FindActivity(name) ?? throw new InvalidOperationException($"No activity named '{name}' is in the catalog.");
        var context = new ActivityContext(call.InstanceId, name, call.StepId, call.Attempt);
        return payloads.PackJson(await handler(context, payloads.UnpackJson(call.Input), cancellationToken));
    }
}

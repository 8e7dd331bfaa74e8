using System.Text.Json;
using Microsoft.DurableTask;
using SaeFlows.Core.Durability;
using SaeFlows.Functions.Orchestrations;
using SaeFlows.Functions.Payloads;

namespace SaeFlows.Azure.Tests.Engine;

/// <summary>Registers any catalog with Durable Task through the host's own adapters.</summary>
internal static class CatalogTasks
{
    public static void Register(DurableTaskRegistry tasks, OrchestrationRegistry catalog, PayloadCodec payloads)
    {
        foreach (string name in catalog.OrchestrationNames)
        {
            var run = catalog.FindOrchestration(name, catalog.LatestVersion(name))!;
            tasks.AddOrchestratorFunc<JsonElement, JsonElement>(name, async (context, _) =>
            {
                var start = DurableStart<JsonElement>.Read(context, payloads);
                return payloads.PackJson(await run(start.Context, start.Input.GetRawText()));
            });
        }

        var activities = new ActivityRunner(catalog, payloads);
        foreach (string name in catalog.ActivityNames)
        {
            tasks.AddActivityFunc<ActivityCall, JsonElement>(name, (_, call) => activities.RunAsync(name, call, CancellationToken.None));
        }
    }
}

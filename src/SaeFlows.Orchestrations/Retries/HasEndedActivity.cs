using SaeFlows.Core.Durability;

namespace SaeFlows.Orchestrations.Retries;

/// <summary>Whether a workflow has ended.</summary>
public sealed class HasEndedActivity(Func<IOrchestrationClient> client)
{
    public async Task<bool> RunAsync(ActivityContext context, string instanceId, CancellationToken cancellationToken) =>
        (await client().GetAsync(instanceId, cancellationToken))?.IsCompleted ?? true;
}

using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using SaeFlows.Core.Durability;
using SaeFlows.Functions.Orchestrations;
using SaeFlows.Functions.Payloads;

namespace SaeFlows.Functions.Clients;

/// <summary>Our client on Durable Task's.</summary>
/// <param name="client">The platform's client.</param>
/// <param name="payloads">Packs inputs and events.</param>
internal sealed partial class DurableOrchestrationClient(DurableTaskClient client, PayloadCodec payloads) : IOrchestrationClient
{
    /// <remarks>
    /// Of two callers that come at once the platform starts one, where it heeds what is asked for here; a host that does not may start an ended instance
    /// anew. The orchestrations bear that, since all they do is idempotent by ids.
    /// </remarks>
    public async Task<bool> ScheduleNewAsync(string name, object? input, string instanceId, CancellationToken cancellationToken)
    {
        instanceId = PlatformIds.Of(instanceId);
        if (await client.GetInstancesAsync(instanceId, getInputsAndOutputs: false, cancellationToken) is not null)
        {
            return false;
        }

        try
        {
            var options = new StartOrchestrationOptions(instanceId).WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
            await client.ScheduleNewOrchestrationInstanceAsync(name, payloads.Pack(input), options, cancellationToken);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return false;
        }
    }

    public async Task<bool> RaiseEventAsync(string instanceId, string eventName, object? payload, CancellationToken cancellationToken)
    {
        instanceId = PlatformIds.Of(instanceId);
        if (await client.GetInstancesAsync(instanceId, getInputsAndOutputs: false, cancellationToken) is not { IsCompleted: false })
        {
            return false;
        }

        await client.RaiseEventAsync(instanceId, eventName, payloads.Pack(payload), cancellationToken);
        return true;
    }

    public Task SuspendAsync(string instanceId, string? reason, CancellationToken cancellationToken) =>
        WithChildrenAsync(instanceId, id => client.SuspendInstanceAsync(id, reason, cancellationToken), cancellationToken);

    public Task ResumeAsync(string instanceId, string? reason, CancellationToken cancellationToken) =>
        WithChildrenAsync(instanceId, id => client.ResumeInstanceAsync(id, reason, cancellationToken), cancellationToken);

    /// <remarks>Not by the platform's own recursion, which the Functions host leaves out in silence.</remarks>
    public Task TerminateAsync(string instanceId, string? reason, CancellationToken cancellationToken) =>
        WithChildrenAsync(instanceId, id => client.TerminateInstanceAsync(id, new TerminateInstanceOptions(reason), cancellationToken), cancellationToken);

    public async Task<Core.Durability.OrchestrationInstance> WaitForCompletionAsync(string instanceId, CancellationToken cancellationToken) =>
        Instance(await client.WaitForInstanceCompletionAsync(PlatformIds.Of(instanceId), getInputsAndOutputs: true, cancellationToken));

    public async Task<long> PurgeAsync(Core.Durability.OrchestrationQuery query, DateTimeOffset before, CancellationToken cancellationToken)
    {
        long purged = 0;
        await foreach (var instance in QueryAsync(query, cancellationToken))
        {
            if (instance.IsCompleted && instance.LastUpdatedAt < before)
            {
                purged += (await client.PurgeInstanceAsync(instance.InstanceId, cancellation: cancellationToken)).PurgedInstanceCount;
            }
        }

        return purged;
    }

    /// <summary>Durable Task holds or ends one instance alone; ours does it to its children, whose ids begin with their parent's, too.</summary>
    private async Task WithChildrenAsync(string instanceId, Func<string, Task> act, CancellationToken cancellationToken)
    {
        await act(PlatformIds.Of(instanceId));
        var children = new Core.Durability.OrchestrationQuery { InstanceIdPrefix = PlatformIds.Children(instanceId) };
        await foreach (var child in QueryAsync(children, cancellationToken))
        {
            if (!child.IsCompleted)
            {
                await act(child.InstanceId);
            }
        }
    }
}

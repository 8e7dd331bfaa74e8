using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using SaeFlows.Functions.Orchestrations;
using CoreQuery = SaeFlows.Core.Durability.OrchestrationQuery;
using Instances = SaeFlows.Core.Durability.OrchestrationInstance;
using Status = SaeFlows.Core.Durability.OrchestrationRuntimeStatus;

namespace SaeFlows.Functions.Clients;

internal sealed partial class DurableOrchestrationClient
{
    public async Task<Instances?> GetAsync(string instanceId, CancellationToken cancellationToken) =>
        await client.GetInstancesAsync(PlatformIds.Of(instanceId), getInputsAndOutputs: true, cancellationToken) is { } found ? Instance(found) : null;

    public async IAsyncEnumerable<Instances> QueryAsync(CoreQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = new OrchestrationQuery(
            query.CreatedFrom, query.CreatedTo, query.Statuses?.Select(Durable), InstanceIdPrefix: query.InstanceIdPrefix, FetchInputsAndOutputs: true);
        await foreach (var found in client.GetAllInstancesAsync(filter).WithCancellation(cancellationToken))
        {
            var instance = Instance(found);
            if ((query.Name is null || query.Name == instance.Name) && Matches(instance.CustomStatus, query.CustomStatus))
            {
                yield return instance;
            }
        }
    }

    public async Task<IReadOnlyDictionary<Status, long>> CountAsync(CoreQuery query, CancellationToken cancellationToken) =>
        await QueryAsync(query, cancellationToken).GroupBy(instance => instance.Status).ToDictionaryAsync(group => group.Key, group => (long)group.Count(), cancellationToken: cancellationToken);

    private Instances Instance(OrchestrationMetadata found) => new()
    {
        InstanceId = found.InstanceId,
        Name = found.Name,
        Version = 1,
        Status = Ours(found.RuntimeStatus),
        CreatedAt = found.CreatedAt,
        LastUpdatedAt = found.LastUpdatedAt,
        Input = payloads.UnpackText(found.SerializedInput),
        Output = found.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? payloads.UnpackText(found.SerializedOutput) : null,
        CustomStatus = found.SerializedCustomStatus,
        Failure = found.FailureDetails is null ? null : DurableFailures.ToCore(found.FailureDetails),
        Reason = found.RuntimeStatus == OrchestrationRuntimeStatus.Terminated ? found.SerializedOutput : null,
    };

    private static bool Matches(string? customStatus, IReadOnlyDictionary<string, string>? wanted)
    {
        if (wanted is null or { Count: 0 })
        {
            return true;
        }

        return customStatus is not null
            && JsonElement.Parse(customStatus) is { ValueKind: JsonValueKind.Object } status
            && wanted.All(pair => status.TryGetProperty(pair.Key, out var value) && value.ToString() == pair.Value);
    }

    private static Status Ours(OrchestrationRuntimeStatus status) => status switch
    {
        OrchestrationRuntimeStatus.Pending => Status.Pending,
        OrchestrationRuntimeStatus.Suspended => Status.Suspended,
        OrchestrationRuntimeStatus.Completed => Status.Completed,
        OrchestrationRuntimeStatus.Failed => Status.Failed,
        OrchestrationRuntimeStatus.Terminated => Status.Terminated,
        _ => Status.Running,
    };

    private static OrchestrationRuntimeStatus Durable(Status status) => Enum.Parse<OrchestrationRuntimeStatus>(status.ToString());
}

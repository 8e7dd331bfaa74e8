using System.Runtime.CompilerServices;
using SaeFlows.Core.Durability;

namespace SaeFlows.Sqlite.Engine;

public sealed partial class SqliteEngine
{
    /// <inheritdoc/>
    /// <exception cref="KeyNotFoundException">No orchestration of that name is registered.</exception>
    public Task<bool> ScheduleNewAsync(string name, object? input, string instanceId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var request = new NewInstance(instanceId, name, _core.Registry.LatestVersion(name), DurableJson.SerializeObject(input));
        return WriteAsync(new ScheduleWork(_core, request)).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> RaiseEventAsync(string instanceId, string eventName, object? payload, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return WriteAsync(new RaiseEventWork(_core, instanceId, eventName, DurableJson.SerializeObject(payload))).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task SuspendAsync(string instanceId, string? reason, CancellationToken cancellationToken) =>
        ControlAsync(instanceId, HistoryEventKind.ExecutionSuspended, reason, cancellationToken);

    /// <inheritdoc/>
    public Task ResumeAsync(string instanceId, string? reason, CancellationToken cancellationToken) =>
        ControlAsync(instanceId, HistoryEventKind.ExecutionResumed, reason, cancellationToken);

    /// <inheritdoc/>
    public Task TerminateAsync(string instanceId, string? reason, CancellationToken cancellationToken) =>
        ControlAsync(instanceId, HistoryEventKind.ExecutionTerminated, reason, cancellationToken);

    /// <inheritdoc/>
    public Task ForkAsync(string instanceId, string newInstanceId, string fromStep, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(newInstanceId);
        return WriteAsync(new ForkWork(_core, instanceId, newInstanceId, fromStep)).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<long> PurgeAsync(OrchestrationQuery query, DateTimeOffset before, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        long total = 0;
        int purged;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            purged = await WriteAsync(new PurgeWork(_core, query, before)).ConfigureAwait(false);
            total += purged;
        }
        while (purged == PurgeWork.Portion);
        return total;
    }

    /// <inheritdoc/>
    public Task<OrchestrationInstance?> GetAsync(string instanceId, CancellationToken cancellationToken) =>
        _core.Database.ReadAsync(session => InstanceReader.Find(session, instanceId), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<OrchestrationInstance> QueryAsync(OrchestrationQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var filter = new InstanceFilter(query);
        string? after = null;
        while (true)
        {
            var page = await _core.Database.ReadAsync(session => InstanceReader.Page(session, filter, after), cancellationToken).ConfigureAwait(false);
            foreach (var instance in page)
            {
                yield return instance;
            }

            if (page.Count < InstanceReader.PageSize)
            {
                yield break;
            }

            after = page[^1].InstanceId;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<OrchestrationRuntimeStatus, long>> CountAsync(OrchestrationQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _core.Database.ReadAsync(session => InstanceReader.Count(session, new InstanceFilter(query)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<HistoryEvent>> GetHistoryAsync(string instanceId, CancellationToken cancellationToken) =>
        _core.Database.ReadAsync(session => InstanceReader.History(session, instanceId), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="KeyNotFoundException">There is no such instance.</exception>
    public async Task<OrchestrationInstance> WaitForCompletionAsync(string instanceId, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var waiter = _core.Waiters.Enter(instanceId);
            var instance = await GetAsync(instanceId, cancellationToken).ConfigureAwait(false)
                ?? throw new KeyNotFoundException($"There is no instance '{instanceId}'.");
            if (instance.IsCompleted)
            {
                return instance;
            }

            await waiter.Source.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ControlAsync(string instanceId, HistoryEventKind control, string? reason, CancellationToken cancellationToken)
    {
        if (!await WriteAsync(new ControlWork(_core, instanceId, control, reason)).WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new KeyNotFoundException($"There is no instance '{instanceId}'.");
        }
    }
}

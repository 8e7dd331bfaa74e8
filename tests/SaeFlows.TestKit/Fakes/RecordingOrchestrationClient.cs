using System.Collections.Concurrent;
using SaeFlows.Core.Durability;

namespace SaeFlows.TestKit.Fakes;

/// <summary>Keeps the events raised on it; a test says which instances wait, and which calls fail. It does nothing else.</summary>
public sealed class RecordingOrchestrationClient : IOrchestrationClient
{
    public ConcurrentQueue<(string InstanceId, string Event, object? Payload)> Raised { get; } = new();

    /// <summary>False for an instance that is unknown or finished; may throw.</summary>
    public Func<string, bool> Waits { get; set; } = _ => true;

    public Task<bool> RaiseEventAsync(string instanceId, string eventName, object? payload, CancellationToken cancellationToken)
    {
        var waits = Waits(instanceId);
        if (waits)
        {
            Raised.Enqueue((instanceId, eventName, payload));
        }

        return Task.FromResult(waits);
    }

    public Task<bool> ScheduleNewAsync(string name, object? input, string instanceId, CancellationToken cancellationToken) => throw Unused();

    public Task SuspendAsync(string instanceId, string? reason, CancellationToken cancellationToken) => throw Unused();

    public Task ResumeAsync(string instanceId, string? reason, CancellationToken cancellationToken) => throw Unused();

    public Task TerminateAsync(string instanceId, string? reason, CancellationToken cancellationToken) => throw Unused();

    public Task<OrchestrationInstance?> GetAsync(string instanceId, CancellationToken cancellationToken) => throw Unused();

    public IAsyncEnumerable<OrchestrationInstance> QueryAsync(OrchestrationQuery query, CancellationToken cancellationToken) => throw Unused();

    public Task<IReadOnlyDictionary<OrchestrationRuntimeStatus, long>> CountAsync(OrchestrationQuery query, CancellationToken cancellationToken) => throw Unused();

    public Task<IReadOnlyList<HistoryEvent>> GetHistoryAsync(string instanceId, CancellationToken cancellationToken) => throw Unused();

    public Task ForkAsync(string instanceId, string newInstanceId, string fromStep, CancellationToken cancellationToken) => throw Unused();

    public Task<long> PurgeAsync(OrchestrationQuery query, DateTimeOffset before, CancellationToken cancellationToken) => throw Unused();

    public Task<OrchestrationInstance> WaitForCompletionAsync(string instanceId, CancellationToken cancellationToken) => throw Unused();

    private static InvalidOperationException Unused() => new("This fake only takes events.");
}

using System.Text.Json;
using Microsoft.DurableTask;
using SaeFlows.Core.Durability;
using SaeFlows.Functions.Payloads;
using DurableFailedException = Microsoft.DurableTask.TaskFailedException;
using TaskFailedException = SaeFlows.Core.Durability.TaskFailedException;

namespace SaeFlows.Functions.Orchestrations;

/// <summary>Our orchestrations' context on Durable Task: names agree, so this packs payloads, counts steps and translates failures.</summary>
internal sealed class DurableOrchestrationContext(TaskOrchestrationContext inner, PayloadCodec payloads, RecordedSteps recorded) : IOrchestrationContext
{
    private int _nextStep;

    public string InstanceId => inner.InstanceId;

    public string? ParentInstanceId => inner.Parent?.InstanceId;

    public bool IsReplaying => inner.IsReplaying;

    public DateTime CurrentUtcDateTime => inner.CurrentUtcDateTime;

    public Task<T> CallActivityAsync<T>(string name, object? input = null, ActivityOptions? options = null)
    {
        int step = _nextStep++;
        if (recorded.TryTakeActivity(step, name, out var known))
        {
            return Task.FromResult(payloads.Unpack<T>(known)!);
        }

        var packed = payloads.Pack(input);
        return CallAsync<T>(name, step, options?.Retry, attempt => inner.CallActivityAsync<JsonElement>(name, new ActivityCall(InstanceId, step, attempt, packed)));
    }

    public Task<T> CallSubOrchestratorAsync<T>(string name, object? input = null, Core.Durability.SubOrchestrationOptions? options = null)
    {
        int step = _nextStep++;
        var packed = payloads.Pack(input);
        return CallAsync<T>(name, step, options?.Retry, attempt => inner.CallSubOrchestratorAsync<JsonElement>(name, packed, ChildOptions(options?.InstanceId, attempt)));
    }

    public async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        payloads.Unpack<T>(recorded.TryTakeEvent(eventName, out var known) ? known : await inner.WaitForExternalEvent<JsonElement>(eventName, cancellationToken))!;

    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout) =>
        payloads.Unpack<T>(recorded.TryTakeEvent(eventName, out var known) ? known : await inner.WaitForExternalEvent<JsonElement>(eventName, timeout))!;

    public Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken = default) =>
        recorded.Any ? Task.CompletedTask : inner.CreateTimer(delay, cancellationToken);

    public void SendEvent(string instanceId, string eventName, object? payload)
    {
        if (!recorded.Any)
        {
            inner.SendEvent(PlatformIds.Of(instanceId), eventName, payloads.Pack(payload));
        }
    }

    public void ContinueAsNew(object? newInput, bool preserveUnprocessedEvents = true) => inner.ContinueAsNew(payloads.Pack(newInput), preserveUnprocessedEvents);

    public void SetCustomStatus(object? customStatus) => inner.SetCustomStatus(JsonElement.Parse(DurableJson.SerializeObject(customStatus)));

    public Guid NewGuid() => inner.NewGuid();

    private static Microsoft.DurableTask.SubOrchestrationOptions? ChildOptions(string? instanceId, int attempt) => instanceId is null
        ? null
        : new Microsoft.DurableTask.SubOrchestrationOptions { InstanceId = PlatformIds.Of(attempt == 1 ? instanceId : $"{instanceId}~{attempt}") };

    private async Task<T> CallAsync<T>(string name, int step, Core.Durability.RetryPolicy? policy, Func<int, Task<JsonElement>> attemptAsync)
    {
        var began = inner.CurrentUtcDateTime;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return payloads.Unpack<T>(await attemptAsync(attempt))!;
            }
            catch (DurableFailedException exception)
            {
                var failure = DurableFailures.ToCore(exception);
                var decision = policy is null
                    ? default
                    : RetryDecision.After(policy, failure, attempt, identical: 0, inner.CurrentUtcDateTime - began, $"{InstanceId}/{step}");
                if (decision.Action != RetryAction.TryAgain)
                {
                    throw new TaskFailedException(name, failure);
                }

                await inner.CreateTimer(decision.Delay, CancellationToken.None);
            }
        }
    }
}

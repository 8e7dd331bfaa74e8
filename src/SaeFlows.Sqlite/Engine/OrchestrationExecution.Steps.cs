using System.Globalization;
using SaeFlows.Core.Durability;

namespace SaeFlows.Sqlite.Engine;

internal sealed partial class OrchestrationExecution
{
    public async Task<T> CallActivityAsync<T>(string name, object? input = null, ActivityOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        EnsureTurn();
        var json = DurableJson.SerializeObject(input);
        var call = _nextStep;
        Task<string?> Attempt(int attempt) => ScheduleActivity(name, json, call, attempt);
        var result = options?.Retry is { } policy ? await RetryAsync(name, policy, Attempt) : await Attempt(1);
        return DurableJson.Deserialize<T>(result)!;
    }

    public async Task<T> CallSubOrchestratorAsync<T>(string name, object? input = null, SubOrchestrationOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        EnsureTurn();
        var json = DurableJson.SerializeObject(input);
        Task<string?> Attempt(int attempt) => StartChild(name, json, options?.InstanceId, attempt);
        var result = options?.Retry is { } policy ? await RetryAsync(name, policy, Attempt) : await Attempt(1);
        return DurableJson.Deserialize<T>(result)!;
    }

    private Task<string?> ScheduleActivity(string name, string input, int call, int attempt)
    {
        var step = new OpenStep(NextStep(), HistoryEventKind.TaskScheduled, name) { Input = input, CallId = call, Attempt = attempt };
        _open.Add(step.Id, step);
        return Request(step, _effects.Activities, input).Source.Task;
    }

    private Task<string?> StartChild(string name, string input, string? instanceId, int attempt)
    {
        var id = NextStep();
        var suffix = attempt == 1 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"~{attempt}");
        var step = new OpenStep(id, HistoryEventKind.SubOrchestrationInstanceCreated, name)
        {
            Input = input,
            Target = instanceId is null ? string.Create(CultureInfo.InvariantCulture, $"{InstanceId}:{Execution}.{id}") : instanceId + suffix,
            TargetVersion = _registry.LatestVersion(name),
        };
        _open.Add(id, step);
        return Request(step, _effects.Children, input).Source.Task;
    }

    private async Task<string?> RetryAsync(string name, RetryPolicy policy, Func<int, Task<string?>> attemptAsync)
    {
        var began = _now;
        var key = string.Create(CultureInfo.InvariantCulture, $"{Identity}/{Execution}/{_nextStep}");
        TaskFailureDetails? last = null;
        for (int attempt = 1, identical = 0; ; attempt++)
        {
            try
            {
                return await attemptAsync(attempt);
            }
            catch (TaskFailedException exception)
            {
                var failure = exception.FailureDetails;
                identical = last is not null && last.ErrorType == failure.ErrorType && last.ErrorMessage == failure.ErrorMessage ? identical + 1 : 1;
                last = failure;
                var decision = RetryDecision.After(policy, failure, attempt, identical, _now - began, key);
                if (decision.Action == RetryAction.GiveUp)
                {
                    throw;
                }

                if (decision.Action == RetryAction.Hold)
                {
                    await HoldAsync(name, $"Step '{name}' failed {identical} times alike: {failure.ErrorMessage}");
                    last = null;
                }
                else
                {
                    await CreateTimer(decision.Delay);
                }
            }
        }
    }
}

using System.Globalization;
using SaeFlows.Core.Durability;

namespace SaeFlows.TestKit.Suites;

/// <summary>Does the deeds of a scenario and waits for what it must wait for; a timeout says what is missing.</summary>
public static class ScenarioDriver
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public static async Task DoAsync(IEngineHost host, ScenarioAction action, string instanceId, CancellationToken cancellationToken)
    {
        var id = action.InstanceId ?? instanceId;
        switch (action.Do)
        {
            case ScenarioDeed.Raise:
                await host.Client.RaiseEventAsync(id, action.What, action.Payload, cancellationToken);
                break;
            case ScenarioDeed.Await:
                await AwaitLineAsync(host, id, action.What, cancellationToken);
                break;
            case ScenarioDeed.AwaitStatus:
                await EventuallyAsync($"status {action.What} of '{id}'", async () =>
                    (await host.Client.GetAsync(id, cancellationToken))?.Status.ToString() == action.What);
                break;
            case ScenarioDeed.Advance:
                host.Advance(TimeSpan.FromSeconds(action.Seconds));
                break;
            case ScenarioDeed.Suspend:
                await host.Client.SuspendAsync(id, action.Payload, cancellationToken);
                break;
            case ScenarioDeed.Resume:
                await host.Client.ResumeAsync(id, action.Payload, cancellationToken);
                break;
            case ScenarioDeed.Terminate:
                await host.Client.TerminateAsync(id, action.Payload, cancellationToken);
                break;
            default:
                await host.RestartAsync();
                break;
        }
    }

    /// <summary>The history as lines: the kind, and the name where there is one.</summary>
    public static async Task<IReadOnlyList<string>> HistoryAsync(IEngineHost host, string instanceId, CancellationToken cancellationToken) =>
        [.. (await host.Client.GetHistoryAsync(instanceId, cancellationToken)).Select(Line)];

    public static async Task<OrchestrationInstance> AwaitEndAsync(IEngineHost host, string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            return await host.Client.WaitForCompletionAsync(instanceId, cancellationToken).WaitAsync(s_patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"'{instanceId}' did not end; its history: {string.Join(" | ", await HistoryAsync(host, instanceId, cancellationToken))}");
        }
    }

    /// <summary>Asks until it is so.</summary>
    public static async Task EventuallyAsync(string what, Func<Task<bool>> isSoAsync)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!await isSoAsync())
        {
            if (TimeProvider.System.GetElapsedTime(deadline) > s_patience)
            {
                throw new TimeoutException($"Missing after {s_patience.TotalSeconds} s: {what}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2));
        }
    }

    private static Task AwaitLineAsync(IEngineHost host, string instanceId, string wanted, CancellationToken cancellationToken)
    {
        var parts = wanted.Split('*');
        var count = parts.Length == 1 ? 1 : int.Parse(parts[1], CultureInfo.InvariantCulture);
        return EventuallyAsync($"'{wanted}' in the history of '{instanceId}'", async () =>
            (await HistoryAsync(host, instanceId, cancellationToken)).Count(line => line == parts[0]) >= count);
    }

    private static string Line(HistoryEvent happened)
    {
        // Hosts differ in whether the end of a step repeats its name, so it is shown where they can agree: not on timers and ends.
        var named = happened.Kind is not (HistoryEventKind.TimerCreated or HistoryEventKind.TimerFired or HistoryEventKind.ExecutionCompleted
            or HistoryEventKind.ExecutionFailed or HistoryEventKind.ExecutionSuspended or HistoryEventKind.ExecutionResumed
            or HistoryEventKind.ExecutionTerminated);
        return named ? $"{happened.Kind} {happened.Name}" : happened.Kind.ToString();
    }
}

using System.Text.Json;
using DurableTask.Core;
using DurableTask.Core.History;
using SaeFlows.Core.Durability;
using Ours = SaeFlows.Core.Durability.HistoryEvent;
using Theirs = DurableTask.Core.History.HistoryEvent;

namespace SaeFlows.Functions.Clients;

/// <summary>Durable Task's history as ours. Turn markers (OrchestratorStarted, OrchestratorCompleted) are no events of ours and are left out.</summary>
internal static class DurableHistory
{
    public static IReadOnlyList<Ours> Translate(IEnumerable<Theirs> history)
    {
        var names = new Dictionary<int, string?>();
        var translated = new List<Ours>();
        foreach (var happened in history)
        {
            if (Translate(happened, names) is { } ours)
            {
                translated.Add(ours with { Sequence = translated.Count, At = new DateTimeOffset(DateTime.SpecifyKind(happened.Timestamp, DateTimeKind.Utc)) });
            }
        }

        return translated;
    }

    private static Ours? Translate(Theirs happened, Dictionary<int, string?> names)
    {
        switch (happened)
        {
            case ExecutionStartedEvent e:
                return Of(HistoryEventKind.ExecutionStarted, -1, e.Name, e.Input);
            case TaskScheduledEvent e:
                names[e.EventId] = e.Name;
                return Of(HistoryEventKind.TaskScheduled, e.EventId, e.Name, Argument(e.Input));
            case TaskCompletedEvent e:
                return Of(HistoryEventKind.TaskCompleted, e.TaskScheduledId, names.GetValueOrDefault(e.TaskScheduledId), e.Result);
            case TaskFailedEvent e:
                return Of(HistoryEventKind.TaskFailed, e.TaskScheduledId, names.GetValueOrDefault(e.TaskScheduledId), Failure(e.FailureDetails, e.Reason));
            case SubOrchestrationInstanceCreatedEvent e:
                names[e.EventId] = e.Name;
                return Of(HistoryEventKind.SubOrchestrationInstanceCreated, e.EventId, e.Name, e.Input) with { Target = e.InstanceId };
            case SubOrchestrationInstanceCompletedEvent e:
                return Of(HistoryEventKind.SubOrchestrationInstanceCompleted, e.TaskScheduledId, names.GetValueOrDefault(e.TaskScheduledId), e.Result);
            case SubOrchestrationInstanceFailedEvent e:
                return Of(HistoryEventKind.SubOrchestrationInstanceFailed, e.TaskScheduledId, names.GetValueOrDefault(e.TaskScheduledId), Failure(e.FailureDetails, e.Reason));
            case TimerCreatedEvent e:
                return Of(HistoryEventKind.TimerCreated, e.EventId, null, null);
            case TimerFiredEvent e:
                return Of(HistoryEventKind.TimerFired, e.TimerId, null, null);
            case EventRaisedEvent e:
                return Of(HistoryEventKind.EventRaised, -1, e.Name, e.Input);
            case EventSentEvent e:
                return Of(HistoryEventKind.EventSent, e.EventId, e.Name, e.Input) with { Target = e.InstanceId };
            case ExecutionSuspendedEvent e:
                return Of(HistoryEventKind.ExecutionSuspended, -1, null, DurableJson.Serialize(e.Reason));
            case ExecutionResumedEvent e:
                return Of(HistoryEventKind.ExecutionResumed, -1, null, DurableJson.Serialize(e.Reason));
            case ExecutionTerminatedEvent e:
                return Of(HistoryEventKind.ExecutionTerminated, -1, null, e.Input);
            case ContinueAsNewEvent e:
                return Of(HistoryEventKind.ContinueAsNew, -1, null, e.Result);
            case ExecutionCompletedEvent { OrchestrationStatus: OrchestrationStatus.Terminated }:
                // Follows the event that says so already.
                return null;
            case ExecutionCompletedEvent { OrchestrationStatus: OrchestrationStatus.Failed } e:
                return Of(HistoryEventKind.ExecutionFailed, -1, null, Failure(e.FailureDetails, e.Result));
            case ExecutionCompletedEvent e:
                return Of(HistoryEventKind.ExecutionCompleted, -1, null, e.Result);
            default:
                return null;
        }
    }

    private static Ours Of(HistoryEventKind kind, int step, string? name, string? payload) => new(0, kind, step, name, payload, default);

    /// <summary>Durable Task records an activity's one argument as a list of one.</summary>
    private static string? Argument(string? input) =>
        input is not null && JsonElement.Parse(input) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 1 ? list[0].GetRawText() : input;

    private static string Failure(FailureDetails? details, string? reason) => DurableJson.Serialize(
        details is null ? new TaskFailureDetails(string.Empty, reason ?? string.Empty) : new TaskFailureDetails(details.ErrorType, details.ErrorMessage, details.StackTrace));
}

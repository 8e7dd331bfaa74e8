using SaeFlows.Core.Durability;

namespace SaeFlows.Sqlite.Engine;

internal sealed partial class OrchestrationExecution
{
    private Dictionary<int, HistoryEvent>? _recorded;
    private long _replayedTo = -1;

    public bool IsReplaying => _recorded is not null;

    /// <summary>Runs the code over its history. What it asks for must be what the history holds; else <see cref="Violation"/> is set.</summary>
    public void Replay(IReadOnlyList<HistoryEvent> history)
    {
        _recorded = history.Where(IsRequest).ToDictionary(happened => happened.StepId);
        foreach (var happened in history)
        {
            _replayedTo = happened.Sequence;
            if (!IsRequest(happened))
            {
                Deliver(happened);
            }

            if (_violation is not null)
            {
                return;
            }
        }

        if (_recorded.Values.FirstOrDefault(request => request.StepId >= _nextStep) is { } missing)
        {
            _violation = MismatchMessage(missing, "the code no longer asks for that step");
        }
        else if (HasEnded && history.Count > _row.ForkEvents)
        {
            _violation = Mismatch("the code ends where its history goes on");
        }

        _recorded = null;
    }

    /// <summary>Compares what the code asks for with the record; false when it is new and must be journalled.</summary>
    private bool IsOnRecord(int step, HistoryEventKind kind, string name)
    {
        if (_recorded is null)
        {
            return false;
        }

        if (_recorded.TryGetValue(step, out var request))
        {
            if (request.Kind != kind || !string.Equals(request.Name ?? string.Empty, name, StringComparison.Ordinal))
            {
                throw Violate(MismatchMessage(request, $"the code asks for {Describe(kind, name)}"));
            }

            return true;
        }

        // A fork's history is cut: steps that had not ended at the cut are asked for anew.
        if (_replayedTo < _row.ForkEvents)
        {
            return false;
        }

        throw Violate(Mismatch($"the code asks for {Describe(kind, name)} as step {step}, of which its history knows nothing"));
    }

    private NonDeterminismException Violate(string message)
    {
        _violation ??= message;
        return new NonDeterminismException(message);
    }

    private string MismatchMessage(HistoryEvent recorded, string but) =>
        Mismatch($"its history has {Describe(recorded.Kind, recorded.Name)} as step {recorded.StepId}, but {but}");

    private string Mismatch(string what) =>
        $"Orchestration '{_row.Name}' version {_row.Version} (instance '{_row.Id}') is not deterministic: {what}. " +
        "Bring the old code back, or register the changed code as a new version, then resume the instance.";

    private static bool IsRequest(HistoryEvent happened) => happened.Kind switch
    {
        HistoryEventKind.TaskScheduled or HistoryEventKind.TimerCreated or HistoryEventKind.SubOrchestrationInstanceCreated or HistoryEventKind.EventSent => true,
        HistoryEventKind.ExecutionSuspended => happened.StepId >= 0,
        _ => false,
    };

    private static string Describe(HistoryEventKind kind, string? name) => kind switch
    {
        HistoryEventKind.TaskScheduled or HistoryEventKind.TaskCompleted or HistoryEventKind.TaskFailed => $"activity '{name}'",
        HistoryEventKind.TimerCreated or HistoryEventKind.TimerFired => "a timer",
        HistoryEventKind.EventSent => $"the sending of event '{name}'",
        HistoryEventKind.ExecutionSuspended => $"a hold after equal failures of '{name}'",
        _ => $"child orchestration '{name}'",
    };
}

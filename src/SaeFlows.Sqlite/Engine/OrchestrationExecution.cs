using SaeFlows.Core.Durability;

namespace SaeFlows.Sqlite.Engine;

/// <summary>
/// One execution of an orchestration's code, in memory. It is fed history events, live or replayed, and collects what the code
/// asks for. Used by one thread at a time (its turn's).
/// </summary>
internal sealed partial class OrchestrationExecution
{
    private readonly InstanceRow _row;
    private readonly OrchestrationRegistry _registry;
    private readonly OrchestrationRegistry.OrchestrationHandler _handler;
    private readonly TurnSynchronizationContext _turns = new();
    private readonly Dictionary<int, OpenStep> _open = [];
    private Task<string>? _main;
    private TurnEffects _effects = new();
    private int _nextStep;
    private DateTimeOffset _now;
    private volatile string? _violation;

    public OrchestrationExecution(
        InstanceRow row, int execution, string? input, OrchestrationRegistry.OrchestrationHandler handler, OrchestrationRegistry registry)
    {
        _row = row;
        _handler = handler;
        _registry = registry;
        Execution = execution;
        Input = input;
        CustomStatus = row.CustomStatus;
    }

    /// <summary>Counts the continue-as-new of this instance.</summary>
    public int Execution { get; }

    public string? Input { get; }

    public string? CustomStatus { get; private set; }

    /// <summary>The time of the event last delivered.</summary>
    public DateTimeOffset Now => _now;

    public bool IsHeld { get; private set; }

    /// <summary>Why it was held last.</summary>
    public string? HoldReason { get; private set; }

    /// <summary>How the code broke the rules of orchestrations, or null.</summary>
    public string? Violation => _violation;

    /// <summary>The code has ended, one way or the other.</summary>
    public bool HasEnded => _main is { IsCompleted: true };

    /// <summary>The input of the next execution, where the code asked for one.</summary>
    public ContinueAsNewRequest? Continuation { get; private set; }

    /// <summary>Activities asked for whose end is not on record: what a fresh process must run.</summary>
    public IEnumerable<OpenStep> OpenActivities =>
        _open.Values.Where(step => step.Kind == HistoryEventKind.TaskScheduled && !_held.Any(held => held.StepId == step.Id));

    /// <summary>This execution has asked for timers, so that some may be left in the table.</summary>
    public bool HasUsedTimers { get; private set; }

    /// <summary>Feeds a new event and journals it together with what follows from it.</summary>
    public void Apply(HistoryEvent happened)
    {
        _effects.Events.Add(happened);
        Deliver(happened);
    }

    /// <summary>Hands over what was collected and starts collecting anew.</summary>
    public TurnEffects TakeEffects()
    {
        var effects = _effects;
        _effects = new TurnEffects();
        return effects;
    }

    /// <summary>The end of the code: its output, or why it failed.</summary>
    public (string? Output, TaskFailureDetails? Failure) Outcome()
    {
        if (_main is { IsCompletedSuccessfully: true })
        {
            return (_main.Result, null);
        }

        var exception = _main?.Exception?.InnerException ?? new TaskCanceledException("The orchestration was cancelled.");
        return (null, TaskFailureDetails.FromException(exception));
    }

    /// <summary>Call at the end of a turn: notices code that waits for something that will never come.</summary>
    public void CheckProgress()
    {
        if (_violation is null && _turns.HasStrayPost)
        {
            _violation = GuardMessage("a continuation came from outside its turn");
        }

        if (_violation is null && !HasEnded && !IsHeld && _open.Count == 0 && _waiters.Count == 0)
        {
            _violation = GuardMessage("it waits, but for nothing that its context made");
        }
    }

    // Awaited on the turn: when the code ends on another thread (ConfigureAwait(false) at its last step), that is noticed, not raced with.
    private async Task<string> MainAsync() => await _handler(this, Input);

    private string GuardMessage(string what) =>
        $"Orchestration '{_row.Name}' version {_row.Version} (instance '{_row.Id}') left its turn: {what}. Orchestrations may await only tasks of " +
        "their context: no Task.Run, Task.Delay, I/O or ConfigureAwait(false). Mend the code, then resume the instance.";

    private void Deliver(HistoryEvent happened)
    {
        if (_violation is not null)
        {
            return;
        }

        if (IsHeld && happened.Kind != HistoryEventKind.ExecutionResumed)
        {
            if (happened.Kind != HistoryEventKind.ExecutionSuspended)
            {
                _held.Enqueue(happened);
            }

            return;
        }

        _now = happened.At > _now ? happened.At : _now;
        switch (happened.Kind)
        {
            case HistoryEventKind.ExecutionStarted:
                _turns.Run(() => _main = MainAsync());
                break;
            case HistoryEventKind.EventRaised:
                ReceiveEvent(happened.Name!, happened.Payload);
                break;
            case HistoryEventKind.ExecutionSuspended:
                IsHeld = true;
                HoldReason = happened.Payload;
                break;
            case HistoryEventKind.ExecutionResumed:
                Release();
                break;
            default:
                EndStep(happened);
                break;
        }
    }

    private void EndStep(HistoryEvent happened)
    {
        if (!_open.Remove(happened.StepId, out var step))
        {
            // A cancelled timer that fires late is ignored; a result for a step that the code has not asked for is not.
            if (happened.StepId >= _nextStep)
            {
                _violation = MismatchMessage(happened, "the code has not asked for that step");
            }

            return;
        }

        _turns.Run(() =>
        {
            switch (happened.Kind)
            {
                case HistoryEventKind.TaskFailed or HistoryEventKind.SubOrchestrationInstanceFailed:
                    step.Source.SetException(new TaskFailedException(step.Name, DurableJson.Deserialize<TaskFailureDetails>(happened.Payload)!));
                    break;
                default:
                    step.Source.SetResult(happened.Payload);
                    break;
            }
        });
    }
}

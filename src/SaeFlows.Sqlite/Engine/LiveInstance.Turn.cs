using SaeFlows.Core.Durability;

namespace SaeFlows.Sqlite.Engine;

internal sealed partial class LiveInstance
{
    private const int MaxRestartsPerTurn = 10_000;
    private List<HistoryEvent>? _history;
    private OrchestrationExecution? _execution;
    private OrchestrationRuntimeStatus _status;
    private DateTimeOffset _last;
    private string? _customStatus;
    private int _number;
    private long _sequence;

    /// <summary>Which execution is at work; counts the continue-as-new.</summary>
    public int Number => _number;

    /// <summary>Takes one turn. Runs on a pool thread, never twice at a time.</summary>
    public void Execute()
    {
        List<Mail> mails;
        lock (_gate)
        {
            if (_gone)
            {
                return;
            }

            mails = _mailbox;
            _mailbox = [];
        }

        try
        {
            TakeTurn(mails);
        }
        catch (Exception exception)
        {
            // Not the code's fault (that is caught and journalled) but a history that can't be read: one bad instance must not stop the others.
            _core.Database.Write(new PoisonWork(_core, this, exception));
        }
    }

    private void TakeTurn(List<Mail> mails)
    {
        var turn = new Turn { CustomStatus = _customStatus };
        if (_execution is null && (_status != OrchestrationRuntimeStatus.Suspended || mails.Any(mail => mail.Kind == HistoryEventKind.ExecutionResumed)))
        {
            Load(turn);
        }

        foreach (var mail in mails)
        {
            Take(turn, mail);
        }

        turn.Violation ??= CheckedViolation();
        if (turn.Violation is { } violation)
        {
            Hold(turn, violation);
        }
        else if (_execution is not null)
        {
            turn.Collect(_execution);
        }

        turn.Status = StatusAfter(turn);
        if (turn.Status == _status && turn.ChangesNothing)
        {
            TurnEnded(turn.Activities);
            return;
        }

        _status = turn.Status;
        _customStatus = turn.CustomStatus;
        _sequence = turn.Number(_sequence);
        _history?.AddRange(turn.Events);
        _core.Database.Write(new TurnWork(_core, this, turn));
    }

    /// <summary>Makes the code's memory: by its first event, or by replaying what is on record.</summary>
    private void Load(Turn turn)
    {
        var handler = _core.Registry.FindOrchestration(Row.Name, Row.Version);
        if (handler is null)
        {
            turn.Violation = $"No orchestration '{Row.Name}' version {Row.Version} is registered (instance '{Row.Id}'): " +
                "start a program that has that version, then resume the instance.";
            return;
        }

        var history = _history!;
        _execution = new OrchestrationExecution(Row, _number, Row.Input, handler, _core.Registry);
        _history = null;
        turn.IsReplayed = history.Count > 0;
        if (turn.IsReplayed)
        {
            _execution.Replay(history);
            _last = history[^1].At;
        }

        // An instance that was suspended before its start has a history that does not begin with it.
        if (_execution.Violation is null && !history.Exists(happened => happened.Kind == HistoryEventKind.ExecutionStarted))
        {
            turn.Inputs.Add(Happened(HistoryEventKind.ExecutionStarted, -1, Row.Name, null));
            _execution.Apply(turn.Inputs[^1]);
        }

        Restart(turn);
    }

    private void Take(Turn turn, Mail mail)
    {
        if (mail.InboxId > 0)
        {
            turn.Consumed.Add(mail.InboxId);
        }

        var suspended = _execution?.IsHeld ?? (_status == OrchestrationRuntimeStatus.Suspended);
        var isVoid = mail.Kind switch
        {
            HistoryEventKind.ExecutionSuspended => suspended,
            HistoryEventKind.ExecutionResumed => !suspended,
            _ => mail.Execution >= 0 && mail.Execution != _number,
        };
        if (isVoid || _execution is { HasEnded: true, Violation: null })
        {
            return;
        }

        var happened = Happened(mail.Kind, mail.Step, mail.Name, mail.Payload);
        turn.Inputs.Add(happened);
        if (_execution is null)
        {
            turn.Events.Add(happened);
        }
        else if (_execution.Violation is null)
        {
            _execution.Apply(happened);
            Restart(turn);
        }
    }

    /// <summary>Begins the next execution where the code has continued as new.</summary>
    private void Restart(Turn turn)
    {
        for (var count = 1; _execution is { HasEnded: true, Violation: null, Continuation: { } next } ended && ended.Outcome().Failure is null; count++)
        {
            if (count > MaxRestartsPerTurn)
            {
                turn.Violation = $"Orchestration '{Row.Name}' (instance '{Row.Id}') continued as new {MaxRestartsPerTurn} times without waiting for anything.";
                return;
            }

            turn.Restart(ended, next.Input);
            _number++;
            _sequence = 0;
            var row = Row with { ForkOf = null, ForkEvents = 0, CustomStatus = ended.CustomStatus };
            _execution = new OrchestrationExecution(row, _number, next.Input, _core.Registry.FindOrchestration(Row.Name, Row.Version)!, _core.Registry);
            turn.Inputs.Add(Happened(HistoryEventKind.ExecutionStarted, -1, Row.Name, null));
            turn.Inputs.AddRange((next.PreserveUnprocessedEvents ? ended.UnprocessedEvents : []).Select(
                early => Happened(HistoryEventKind.EventRaised, -1, early.Name, early.Payload)));
            turn.Inputs.ForEach(_execution.Apply);
        }
    }

    private string? CheckedViolation()
    {
        _execution?.CheckProgress();
        return _execution?.Violation;
    }

    /// <summary>
    /// The code broke the rules: what it asked for is thrown away, what came in is kept behind a hold, so that mended code can go on.
    /// </summary>
    private void Hold(Turn turn, string violation)
    {
        turn.Events.Clear();
        if (_status != OrchestrationRuntimeStatus.Suspended)
        {
            turn.Events.Add(Happened(HistoryEventKind.ExecutionSuspended, -1, null, violation));
        }

        turn.Events.AddRange(turn.Inputs.Where(input => input.Kind is not (HistoryEventKind.ExecutionResumed or HistoryEventKind.ExecutionSuspended)));
        turn.Reason = violation;
        _execution = null;
    }

    private OrchestrationRuntimeStatus StatusAfter(Turn turn)
    {
        if (turn.HasEnded)
        {
            return turn.Failure is null ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Failed;
        }

        return _execution is null or { IsHeld: true } ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running;
    }

    /// <summary>An event of now; the time never runs backwards within an instance.</summary>
    private HistoryEvent Happened(HistoryEventKind kind, int step, string? name, string? payload)
    {
        var now = _core.Now();
        _last = now > _last ? now : _last;
        return new HistoryEvent(0, kind, step, name, payload, _last);
    }
}

using SaeFlows.Core.Durability;

namespace SaeFlows.Sqlite.Engine;

/// <summary>Writes a turn: its journal, its timers, its children, its messages, the instance's state. All or nothing.</summary>
internal sealed class TurnWork(EngineCore core, LiveInstance instance, Turn turn) : EngineWork(core)
{
    private bool _isFenced;
    private long _firstDue = long.MaxValue;

    private InstanceRow Row => instance.Row;

    protected override void OnCommitted()
    {
        base.OnCommitted();
        if (_firstDue != long.MaxValue)
        {
            Core.Timers.Notice(_firstDue);
        }

        if (_isFenced || turn.HasEnded || turn.Violation is not null)
        {
            instance.Abandon();
            if (turn.HasEnded)
            {
                Core.Waiters.Signal(Row.Id);
            }
        }
        else
        {
            instance.TurnEnded(turn.Activities);
        }
    }

    protected override void Execute(EngineStatements statements)
    {
        // Another process may have taken the instance over: then this turn is void, and so are all later ones of this owner.
        _isFenced = UpdateInstance(statements) == 0;
        if (_isFenced)
        {
            return;
        }

        if (turn.IsRestarted)
        {
            statements.DeleteHistory.Bind(1, Row.Seq).Run();
            statements.Restart.Bind(1, Row.Seq).Bind(2, instance.Number).Bind(3, turn.NewInput).Run();
        }

        EngineRows.Append(statements, Row.Seq, turn.Events);
        foreach (var mail in turn.Consumed)
        {
            statements.DeleteMail.Bind(1, mail).Run();
        }

        WriteTimers(statements);
        foreach (var step in turn.Orphans.Concat(turn.Effects.Children).Concat(turn.Effects.Sent))
        {
            if (step.Kind == HistoryEventKind.EventSent)
            {
                Send(statements, step);
            }
            else
            {
                StartChild(statements, step);
            }
        }

        if (turn.HasEnded)
        {
            End(statements);
        }
        else if (turn.Violation is not null)
        {
            Core.Live.TryRemove(KeyValuePair.Create(Row.Seq, instance));
            statements.Release.Bind(1, Row.Seq).Bind(2, Row.Fence).Bind(3, 0).Run();
            NoticeQueued();
        }
    }

    private int UpdateInstance(EngineStatements statements)
    {
        var statement = turn.HasEnded ? statements.Finish : statements.UpdateRunning;
        statement.Bind(1, Row.Seq).Bind(2, Row.Fence).Bind(3, (long)turn.Status).Bind(4, Core.Now().ToUnixTimeMilliseconds());
        statement.Bind(5, turn.CustomStatus);
        return turn.HasEnded
            ? statement.Bind(6, turn.Output).Bind(7, turn.Failure is null ? null : DurableJson.Serialize(turn.Failure)).Run()
            : statement.Bind(6, turn.Reason).Run();
    }

    private void WriteTimers(EngineStatements statements)
    {
        if (turn.HasUsedTimers && (turn.HasEnded || turn.IsRestarted))
        {
            statements.DeleteAllTimers.Bind(1, Row.Seq).Run();
        }

        if (turn.HasEnded)
        {
            return;
        }

        foreach (var timer in turn.Effects.Timers)
        {
            statements.InsertTimer.Bind(1, Row.Seq).Bind(2, instance.Number).Bind(3, timer.Id).Bind(4, timer.Due).Run();
            _firstDue = Math.Min(_firstDue, timer.Due);
        }

        foreach (var step in turn.Effects.CancelledTimers)
        {
            statements.DeleteTimer.Bind(1, Row.Seq).Bind(2, instance.Number).Bind(3, step).Run();
        }
    }

    private void StartChild(EngineStatements statements, OpenStep step)
    {
        var request = new NewInstance(step.Target!, step.Name, step.TargetVersion, step.Input)
        {
            ParentSeq = Row.Seq,
            ParentId = Row.Id,
            ParentExecution = instance.Number,
            ParentStep = step.Id,
        };
        if (Insert(statements, request) != 0 || Attach(statements, step))
        {
            return;
        }

        var failure = new TaskFailureDetails(typeof(InvalidOperationException).FullName!, $"Instance id '{step.Target}' is already taken.");
        Deliver(statements, Row.Seq, new Mail(
            HistoryEventKind.SubOrchestrationInstanceFailed, instance.Number, step.Id, step.Name, DurableJson.Serialize(failure)));
    }

    /// <summary>A child of that id that this parent had started before (then continued as new) is taken up again.</summary>
    private bool Attach(EngineStatements statements, OpenStep step)
    {
        var row = statements.SelectById.Bind(1, step.Target);
        var exists = row.Read();
        var (child, status, name, parent) = (row.Int64(0), (OrchestrationRuntimeStatus)row.Int64(2), row.Text(3), row.Text(4));
        var (output, failure) = (row.Text(5), row.Text(6));
        row.Reset();
        if (!exists || name != step.Name || parent != Row.Id)
        {
            return false;
        }

        statements.Adopt.Bind(1, child).Bind(2, Row.Seq).Bind(3, instance.Number).Bind(4, step.Id).Run();
        if (status >= OrchestrationRuntimeStatus.Completed)
        {
            Deliver(statements, Row.Seq, EngineRows.EndOfChild(status, output, failure, instance.Number, step.Id, step.Name));
        }

        return true;
    }

    private void Send(EngineStatements statements, OpenStep step)
    {
        var row = statements.SelectById.Bind(1, step.Target);
        var target = row.Read() ? row.Int64(0) : 0;
        row.Reset();
        Deliver(statements, target, new Mail(HistoryEventKind.EventRaised, -1, -1, step.Name, step.Input));
    }

    private void End(EngineStatements statements)
    {
        Core.Live.TryRemove(KeyValuePair.Create(Row.Seq, instance));
        statements.DeleteAllMail.Bind(1, Row.Seq).Run();
        if (Row.ParentSeq is { } parent)
        {
            var failure = turn.Failure is null ? null : DurableJson.Serialize(turn.Failure);
            Deliver(statements, parent, EngineRows.EndOfChild(turn.Status, turn.Output, failure, Row.ParentExecution, Row.ParentStep, Row.Name));
        }
    }
}

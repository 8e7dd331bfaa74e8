using SaeFlows.Core.Durability;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Engine;

/// <summary>Turns due timers into mail for their instances.</summary>
internal sealed class FireTimersWork(EngineCore core) : EngineWork(core)
{
    private const int MaxBatch = 500;
    private long? _nextDue;

    protected override void OnCommitted()
    {
        base.OnCommitted();
        if (_nextDue is { } due)
        {
            Core.Timers.Notice(due);
        }
    }

    protected override void Execute(EngineStatements statements)
    {
        var due = new List<(long Instance, int Execution, int Step)>();
        var row = statements.DueTimers.Bind(1, Core.Now().ToUnixTimeMilliseconds()).Bind(2, MaxBatch);
        while (row.Read())
        {
            due.Add((row.Int64(0), (int)row.Int64(1), (int)row.Int64(2)));
        }

        foreach (var (instance, execution, step) in due)
        {
            statements.DeleteTimer.Bind(1, instance).Bind(2, execution).Bind(3, step).Run();
            Deliver(statements, instance, new Mail(HistoryEventKind.TimerFired, execution, step, null, null));
        }

        _nextDue = statements.Session.Scalar<long?>("SELECT min(due) FROM orchestration_timer");
    }
}

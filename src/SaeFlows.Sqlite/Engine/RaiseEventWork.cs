using SaeFlows.Core.Durability;

namespace SaeFlows.Sqlite.Engine;

internal sealed class RaiseEventWork(EngineCore core, string instanceId, string eventName, string payload) : ClientWork<bool>(core)
{
    public override bool NeedsSavepoint => false;

    protected override bool Run(EngineStatements statements)
    {
        var row = statements.SelectById.Bind(1, instanceId);
        var seq = row.Read() ? row.Int64(0) : 0;
        row.Reset();
        return seq != 0 && Deliver(statements, seq, new Mail(HistoryEventKind.EventRaised, -1, -1, eventName, payload));
    }
}

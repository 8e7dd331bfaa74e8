using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Engine;

/// <summary>Hands all instances back and signs the worker off.</summary>
internal sealed class StopWork(EngineCore core) : ClientWork<bool>(core)
{
    private List<LiveInstance> _instances = [];

    protected override void OnCommitted()
    {
        _instances.ForEach(instance => instance.Abandon());
        base.OnCommitted();
    }

    protected override bool Run(EngineStatements statements)
    {
        _instances = [.. Core.Live.Values];
        Core.Live.Clear();
        statements.Session.Execute(
            "UPDATE orchestration SET owner = 0, ready = 1, fence = fence + 1 WHERE owner <> 0 AND owner = $id", ("$id", Core.WorkerId));
        statements.Session.Execute("DELETE FROM engine_worker WHERE id = $id", ("$id", Core.WorkerId));
        Core.WorkerId = 0;
        return true;
    }
}

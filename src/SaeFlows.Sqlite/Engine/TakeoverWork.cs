using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Engine;

/// <summary>Frees the instances of processes that are gone or silent for longer than their lease; raising the fence shuts them out.</summary>
internal sealed class TakeoverWork(EngineCore core) : ClientWork<int>(core)
{
    protected override int Run(EngineStatements statements)
    {
        var session = statements.Session;
        var dead = session
            .Query("SELECT id, process, lease_until FROM engine_worker", row => (Id: row.GetInt64(0), Process: row.GetString(1), Until: row.GetInt64(2)))
            .Where(worker => worker.Id != Core.WorkerId && WorkerLease.IsOver(worker.Process, worker.Until, Core.Now()))
            .ToList();
        foreach (var worker in dead)
        {
            session.Execute("DELETE FROM engine_worker WHERE id = $id", ("$id", worker.Id));
        }

        // By absence, not by the ids just deleted: whatever way a worker vanished, nothing of its may stay behind.
        var freed = session.Execute(
            "UPDATE orchestration SET owner = 0, ready = 1, fence = fence + 1 WHERE owner <> 0 AND owner NOT IN (SELECT id FROM engine_worker)");
        if (freed > 0)
        {
            NoticeQueued();
        }

        return freed;
    }
}

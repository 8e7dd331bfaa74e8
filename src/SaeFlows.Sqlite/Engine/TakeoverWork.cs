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
            session.Execute("UPDATE orchestration SET owner = 0, ready = 1, fence = fence + 1 WHERE owner <> 0 AND owner = $id", ("$id", worker.Id));
            session.Execute("DELETE FROM engine_worker WHERE id = $id", ("$id", worker.Id));
            NoticeQueued();
        }

        return dead.Count;
    }
}

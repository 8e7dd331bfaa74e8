using SaeFlows.Core.Durability;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Engine;

/// <summary>Deletes a portion of the finished instances that match; a portion, so that others can write in between.</summary>
internal sealed class PurgeWork(EngineCore core, OrchestrationQuery query, DateTimeOffset before) : ClientWork<int>(core)
{
    public const int Portion = 500;

    protected override int Run(EngineStatements statements)
    {
        var filter = new InstanceFilter(query);
        var rows = statements.Session.Query(
            $"SELECT seq FROM orchestration WHERE status >= 3 AND updated < $before AND {filter.Where} LIMIT {Portion}",
            row => row.GetInt64(0),
            [("$before", before.ToUnixTimeMilliseconds()), .. filter.Parameters]);
        foreach (var seq in rows)
        {
            statements.DeleteHistory.Bind(1, seq).Run();
            statements.DeleteAllMail.Bind(1, seq).Run();
            statements.DeleteAllTimers.Bind(1, seq).Run();
            statements.Session.Execute("DELETE FROM orchestration WHERE seq = $s", ("$s", seq));
        }

        return rows.Count;
    }
}

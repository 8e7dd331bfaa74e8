using SaeFlows.Core.Durability;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Engine;

/// <summary>Suspends, resumes or terminates an instance and all that descend from it.</summary>
internal sealed class ControlWork(EngineCore core, string instanceId, HistoryEventKind control, string? reason) : ClientWork<bool>(core)
{
    private readonly List<(long Seq, string Id)> _ended = [];

    protected override void OnCommitted()
    {
        base.OnCommitted();
        foreach (var (seq, id) in _ended)
        {
            if (Core.Live.TryGetValue(seq, out var instance))
            {
                instance.Abandon();
            }

            Core.Waiters.Signal(id);
        }
    }

    protected override bool Run(EngineStatements statements)
    {
        var family = Family(statements.Session);
        foreach (var member in family.Where(member => member.Status < OrchestrationRuntimeStatus.Completed))
        {
            switch (control)
            {
                case HistoryEventKind.ExecutionTerminated:
                    Terminate(statements, member);
                    break;
                case HistoryEventKind.ExecutionSuspended when member.Owner == 0:
                    Suspend(statements, member);
                    break;
                case HistoryEventKind.ExecutionResumed when member is { Owner: 0, Status: not OrchestrationRuntimeStatus.Suspended }:
                    break;
                default:
                    Deliver(statements, member.Seq, new Mail(control, -1, -1, null, reason));
                    break;
            }
        }

        return family.Count > 0;
    }

    /// <summary>Nobody works it: it is held on the spot.</summary>
    private void Suspend(EngineStatements statements, Member member)
    {
        if (member.Status == OrchestrationRuntimeStatus.Suspended)
        {
            return;
        }

        Append(statements, member.Seq);
        statements.Session.Execute(
            "UPDATE orchestration SET status = 2, reason = $r, updated = $t, ready = 0 WHERE seq = $s",
            ("$r", reason), ("$t", Core.Now().ToUnixTimeMilliseconds()), ("$s", member.Seq));
    }

    /// <summary>The fence is raised, so that whatever its owner still does is void.</summary>
    private void Terminate(EngineStatements statements, Member member)
    {
        Append(statements, member.Seq);
        statements.Session.Execute(
            "UPDATE orchestration SET status = 5, reason = $r, updated = $t, owner = 0, ready = 0, fence = fence + 1 WHERE seq = $s",
            ("$r", reason), ("$t", Core.Now().ToUnixTimeMilliseconds()), ("$s", member.Seq));
        statements.DeleteAllMail.Bind(1, member.Seq).Run();
        statements.DeleteAllTimers.Bind(1, member.Seq).Run();
        if (member.ParentSeq is { } parent)
        {
            Deliver(statements, parent, EngineRows.EndOfChild(
                OrchestrationRuntimeStatus.Terminated, null, null, member.ParentExecution, member.ParentStep, member.Name));
        }

        _ended.Add((member.Seq, member.Id));
    }

    private void Append(EngineStatements statements, long seq)
    {
        var next = statements.Session.Scalar<long>("SELECT coalesce(max(seq) + 1, 0) FROM orchestration_history WHERE instance = $s", ("$s", seq));
        EngineRows.Append(statements, seq, [new HistoryEvent(next, control, -1, null, reason, Core.Now())]);
    }

    private List<Member> Family(SqliteSession session) => session.Query(
        """
        WITH RECURSIVE family(seq) AS (
            SELECT seq FROM orchestration WHERE id = $id
            UNION
            SELECT child.seq FROM orchestration child JOIN family ON child.parent_seq = family.seq)
        SELECT o.seq, o.id, o.name, o.status, o.owner, o.parent_seq, o.parent_execution, o.parent_step
        FROM family JOIN orchestration o ON o.seq = family.seq
        """,
        row => new Member(
            row.GetInt64(0),
            row.GetString(1),
            row.GetString(2),
            (OrchestrationRuntimeStatus)row.GetInt64(3),
            row.GetInt64(4),
            row.IsDBNull(5) ? null : row.GetInt64(5),
            row.IsDBNull(6) ? 0 : row.GetInt32(6),
            row.IsDBNull(7) ? 0 : row.GetInt32(7)),
        ("$id", instanceId));

    private sealed record Member(
        long Seq, string Id, string Name, OrchestrationRuntimeStatus Status, long Owner, long? ParentSeq, int ParentExecution, int ParentStep);
}

using SaeFlows.Core.Durability;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Engine;

/// <summary>A write of the engine's: changes the tables in the transaction and, once committed, wakes those whom it concerns.</summary>
internal abstract class EngineWork(EngineCore core) : WriteItem
{
    private List<(LiveInstance Instance, Mail Mail)>? _handOffs;
    private List<LiveInstance>? _taken;
    private bool _queued;
    private bool _isVoid;

    public override bool NeedsSavepoint => false;

    protected EngineCore Core => core;

    /// <summary>After a failure nothing more is written: what memory holds may rest on what was rolled back.</summary>
    public sealed override void Execute(SqliteSession session)
    {
        _isVoid = core.HasFailed;
        if (!_isVoid)
        {
            Execute(EngineStatements.Of(session));
        }
    }

    public sealed override void Committed()
    {
        if (_isVoid)
        {
            Failed(core.Fault.Exception!.InnerException!);
        }
        else
        {
            OnCommitted();
        }
    }

    public override void Failed(Exception exception) => core.Fail(exception);

    /// <summary>The change is on disk. Runs on the writer thread.</summary>
    protected virtual void OnCommitted()
    {
        foreach (var instance in _taken ?? [])
        {
            instance.Begin();
        }

        foreach (var (instance, mail) in _handOffs ?? [])
        {
            instance.Post(mail);
        }

        if (_queued)
        {
            core.HasBacklog = true;
            core.RequestClaim();
        }
    }

    protected abstract void Execute(EngineStatements statements);

    /// <summary>Something waits in the table that no process owns.</summary>
    protected void NoticeQueued() => _queued = true;

    /// <summary>Puts mail into an instance's inbox. False when it is gone or has ended.</summary>
    protected bool Deliver(EngineStatements statements, long seq, Mail mail)
    {
        var row = statements.SelectOwner.Bind(1, seq);
        if (!row.Read())
        {
            return false;
        }

        var owner = row.Int64(0);
        var status = (OrchestrationRuntimeStatus)row.Int64(1);
        row.Reset();
        if (status >= OrchestrationRuntimeStatus.Completed)
        {
            return false;
        }

        statements.InsertMail.Bind(1, seq).Bind(2, (long)mail.Kind).Bind(3, mail.Execution).Bind(4, mail.Step).Bind(5, mail.Name).Bind(6, mail.Payload).Run();
        if (owner != 0 && owner == core.WorkerId && core.Live.TryGetValue(seq, out var instance))
        {
            instance.LastInbox = statements.LastInsertId;
            (_handOffs ??= []).Add((instance, mail with { InboxId = instance.LastInbox }));
        }
        else
        {
            statements.SetReady.Bind(1, seq).Run();
            _queued |= owner == 0;
        }

        return true;
    }

    /// <summary>Makes an instance; at once this process's own where there is room and nobody waits. 0 when the id is taken.</summary>
    protected long Insert(EngineStatements statements, NewInstance request)
    {
        var mine = core.WorkerId != 0 && !core.HasBacklog && core.Room > 0;
        var created = statements.InsertInstance
            .Bind(1, request.Id).Bind(2, request.Name).Bind(3, request.Version)
            .Bind(4, mine ? core.WorkerId : 0).Bind(5, mine ? 0 : 1).Bind(6, core.Now().ToUnixTimeMilliseconds())
            .Bind(7, request.ParentSeq).Bind(8, request.ParentId).Bind(9, request.ParentExecution).Bind(10, request.ParentStep)
            .Bind(11, request.Input).Run();
        if (created == 0)
        {
            return 0;
        }

        var seq = statements.LastInsertId;
        if (mine)
        {
            Take(new LiveInstance(core, request.ToRow(seq), [], []));
        }
        else
        {
            _queued = true;
        }

        return seq;
    }

    /// <summary>The instance is this process's once the transaction is committed.</summary>
    protected void Take(LiveInstance instance)
    {
        core.BeginWork();
        core.Live[instance.Row.Seq] = instance;
        (_taken ??= []).Add(instance);
    }
}

using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Engine;

/// <summary>
/// A sign of life. A process that was thought dead (it slept longer than its lease) has lost its instances: it forgets them and
/// begins again under a new number.
/// </summary>
internal sealed class LeaseWork(EngineCore core) : ClientWork<bool>(core)
{
    private List<LiveInstance> _lost = [];
    private long _until;

    protected override void OnCommitted()
    {
        Core.LeaseUntil = _until;
        _lost.ForEach(instance => instance.Abandon());
        base.OnCommitted();
    }

    protected override bool Run(EngineStatements statements)
    {
        _until = Core.Now().AddSeconds(Core.Options.LeaseSeconds).ToUnixTimeMilliseconds();
        var session = statements.Session;
        if (Core.WorkerId != 0
            && session.Execute("UPDATE engine_worker SET lease_until = $until WHERE id = $id", ("$until", _until), ("$id", Core.WorkerId)) == 1)
        {
            return true;
        }

        // What was claimed between the loss and now is still in the former number's name.
        session.Execute("UPDATE orchestration SET owner = 0, ready = 1, fence = fence + 1 WHERE owner <> 0 AND owner = $id", ("$id", Core.WorkerId));
        NoticeQueued();
        _lost = [.. Core.Live.Values];
        Core.Live.Clear();
        session.Execute("INSERT INTO engine_worker (process, lease_until) VALUES ($process, $until)", ("$process", ProcessIdentity.Current), ("$until", _until));
        Core.WorkerId = statements.LastInsertId;
        return false;
    }
}

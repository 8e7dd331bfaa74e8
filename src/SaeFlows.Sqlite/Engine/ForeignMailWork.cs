using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Engine;

/// <summary>Picks up mail that other processes left for this one's instances.</summary>
internal sealed class ForeignMailWork(EngineCore core) : ClientWork<int>(core)
{
    private readonly List<(LiveInstance Instance, Mail Mail)> _found = [];

    protected override void OnCommitted()
    {
        base.OnCommitted();
        foreach (var (instance, mail) in _found)
        {
            instance.Post(mail);
        }
    }

    protected override int Run(EngineStatements statements)
    {
        var seqs = new List<long>();
        var row = statements.TakeForeignMail.Bind(1, Core.WorkerId);
        while (row.Read())
        {
            seqs.Add(row.Int64(0));
        }

        foreach (var seq in seqs)
        {
            if (Core.Live.TryGetValue(seq, out var instance))
            {
                var mail = EngineRows.Mail(statements, seq, instance.LastInbox);
                _found.AddRange(mail.Select(item => (instance, item)));
                instance.LastInbox = mail.Count == 0 ? instance.LastInbox : mail[^1].InboxId;
            }
            else
            {
                // Owned on paper only (its memory was given up): free it, so that it is taken on afresh.
                statements.Session.Execute("UPDATE orchestration SET owner = 0, ready = 1, fence = fence + 1 WHERE seq = $s", ("$s", seq));
                NoticeQueued();
            }
        }

        return seqs.Count;
    }
}

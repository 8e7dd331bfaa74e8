using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Queue;

public sealed partial class SqliteJobQueue
{
    private static readonly TimeSpan OwnerCheckInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Frees what processes of this machine held when they died, so that a restart need not wait for their locks to run out.
    /// The deliveries stay counted. True when there was something.
    /// </summary>
    private async Task<bool> FreeLocksOfTheDeadAsync(CancellationToken cancellationToken)
    {
        var owners = await _database.ReadAsync(
            session => session.Query(
                """
                SELECT DISTINCT lock_owner FROM queue_message
                WHERE queue = $queue AND dead = 0 AND visible_at > $now AND lock_token IS NOT NULL AND lock_owner IS NOT NULL
                """,
                reader => reader.GetString(0),
                ("$queue", Name),
                ("$now", Now())),
            cancellationToken);
        var dead = owners.FindAll(ProcessIdentity.IsGone);
        return dead.Count > 0 && await _database.WriteAsync(session => dead.Sum(owner => Free(session, owner)), cancellationToken) > 0;
    }

    private int Free(SqliteSession session, string owner) => session.Execute(
        "UPDATE queue_message SET lock_token = NULL, visible_at = due_at WHERE queue = $queue AND dead = 0 AND lock_token IS NOT NULL AND lock_owner = $owner",
        ("$queue", Name),
        ("$owner", owner));
}

using SaeFlows.Sqlite.Engine;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Queue;

public sealed partial class SqliteJobQueue
{
    private const char OwnerEnd = '#';

    private bool _reclaimed;

    /// <summary>
    /// Once, before the first receive: deliveries to processes of this machine that are gone come back at once, instead of after
    /// their locks; so a run that was killed goes on without a pause.
    /// </summary>
    private async Task ReclaimAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _reclaimed))
        {
            return;
        }

        await _database.WriteAsync(Reclaim, cancellationToken);
        Volatile.Write(ref _reclaimed, true);
    }

    private int Reclaim(SqliteSession session)
    {
        var held = session.Query(
            "SELECT DISTINCT lock_token FROM queue_message WHERE queue = $queue AND lock_token IS NOT NULL",
            row => row.GetString(0),
            ("$queue", Name));
        var gone = held.Select(OwnerOf).Distinct(StringComparer.Ordinal).Where(ProcessIdentity.IsGone).ToHashSet(StringComparer.Ordinal);
        int freed = 0;
        foreach (string token in held.Where(token => gone.Contains(OwnerOf(token))))
        {
            freed += session.Execute(
                "UPDATE queue_message SET lock_token = NULL, visible_at = due_at WHERE queue = $queue AND lock_token = $token",
                ("$queue", Name),
                ("$token", token));
        }

        return freed;
    }

    private static string OwnerOf(string token) => token[..Math.Max(0, token.IndexOf(OwnerEnd, StringComparison.Ordinal))];
}

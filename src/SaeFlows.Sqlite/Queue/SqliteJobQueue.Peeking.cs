using SaeFlows.Core.Ports;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Queue;

public sealed partial class SqliteJobQueue
{
    public async Task<IReadOnlyList<PeekedJob>> PeekAsync(int max, bool deadLettered, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var now = Now();
        return await _database.ReadAsync(
            session => session.Query(
                $"SELECT {StoredMessage.Columns} FROM queue_message WHERE queue = $queue AND dead = $dead ORDER BY due_at, seq LIMIT $max",
                reader => StoredMessage.Read(reader).ToPeeked(now),
                ("$queue", Name),
                ("$dead", deadLettered ? 1 : 0),
                ("$max", max)),
            cancellationToken);
    }
}

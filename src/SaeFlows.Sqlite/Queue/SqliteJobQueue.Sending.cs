using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Queue;

public sealed partial class SqliteJobQueue
{
    public async Task SendAsync(JobMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentException.ThrowIfNullOrEmpty(message.MessageId);
        var properties = DurableJson.Serialize(message.Properties);
        var body = message.Body.ToArray();
        await _database.WriteAsync(session => Insert(session, message, properties, body, notBefore), cancellationToken);
        _signals.Changed();
    }

    private bool Insert(SqliteSession session, JobMessage message, string properties, byte[] body, DateTimeOffset? notBefore)
    {
        var now = Now();
        if (_options.DuplicateWindow > TimeSpan.Zero && !IsFirst(session, message.MessageId, now))
        {
            return false;
        }

        session.Execute(
            """
            INSERT INTO queue_message(queue, message_id, visible_at, due_at, correlation_id, subject, content_type, properties, body)
            VALUES ($queue, $id, $due, $due, $correlation, $subject, $type, $properties, $body)
            """,
            ("$queue", Name),
            ("$id", message.MessageId),
            ("$due", Math.Max(now, notBefore?.ToUnixTimeMilliseconds() ?? now)),
            ("$correlation", message.CorrelationId),
            ("$subject", message.Subject),
            ("$type", message.ContentType),
            ("$properties", properties),
            ("$body", body));
        return true;
    }

    /// <summary>Notes the id; false where it was sent within the window. Forgets a few ids that are older, so that the table stays small.</summary>
    private bool IsFirst(SqliteSession session, string id, long now)
    {
        var oldest = now - (long)_options.DuplicateWindow.TotalMilliseconds;
        session.Execute(
            """
            DELETE FROM queue_sent WHERE (queue, message_id) IN
              (SELECT queue, message_id FROM queue_sent WHERE queue = $queue AND sent_at < $oldest LIMIT 4)
            """,
            ("$queue", Name),
            ("$oldest", oldest));
        return session.Execute(
            """
            INSERT INTO queue_sent(queue, message_id, sent_at) VALUES ($queue, $id, $now)
            ON CONFLICT(queue, message_id) DO UPDATE SET sent_at = $now WHERE sent_at < $oldest
            """,
            ("$queue", Name),
            ("$id", id),
            ("$now", now),
            ("$oldest", oldest)) > 0;
    }
}

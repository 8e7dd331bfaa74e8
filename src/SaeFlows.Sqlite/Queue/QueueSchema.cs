using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Queue;

/// <summary>
/// Tables of the embedded queue. Times are Unix milliseconds, UTC. <c>visible_at</c> alone says whether a message can be taken:
/// it is the send or schedule time, and while locked the end of the lock; <c>due_at</c> keeps the former for an abandon.
/// </summary>
internal static class QueueSchema
{
    public static readonly SchemaComponent Component = new(
        "queue",
        [
            """
            CREATE TABLE queue_message (
              seq INTEGER PRIMARY KEY AUTOINCREMENT,
              queue TEXT NOT NULL,
              message_id TEXT NOT NULL,
              dead INTEGER NOT NULL DEFAULT 0,
              visible_at INTEGER NOT NULL,
              due_at INTEGER NOT NULL,
              lock_token TEXT,
              delivery_count INTEGER NOT NULL DEFAULT 0,
              correlation_id TEXT,
              subject TEXT,
              content_type TEXT NOT NULL,
              properties TEXT NOT NULL,
              body BLOB NOT NULL,
              dead_reason TEXT,
              dead_description TEXT
            );
            CREATE INDEX queue_message_next ON queue_message(queue, dead, visible_at, seq);
            CREATE TABLE queue_sent (
              queue TEXT NOT NULL,
              message_id TEXT NOT NULL,
              sent_at INTEGER NOT NULL,
              PRIMARY KEY (queue, message_id)
            ) WITHOUT ROWID;
            CREATE INDEX queue_sent_age ON queue_sent(queue, sent_at);
            CREATE TABLE model_result (
              key TEXT PRIMARY KEY,
              used_at INTEGER NOT NULL,
              result TEXT NOT NULL
            ) WITHOUT ROWID;
            CREATE INDEX model_result_age ON model_result(used_at);
            """,
            "ALTER TABLE queue_message ADD COLUMN lock_owner TEXT",
        ]);
}

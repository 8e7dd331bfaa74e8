using System.Globalization;
using Microsoft.Data.Sqlite;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;

namespace SaeFlows.Sqlite.Queue;

/// <summary>One row of <c>queue_message</c>.</summary>
internal sealed record StoredMessage(
    long Sequence,
    JobMessage Message,
    bool Dead,
    long VisibleAt,
    long DueAt,
    string? LockToken,
    int DeliveryCount,
    string? DeadReason,
    string? DeadDescription)
{
    public const string Columns =
        "seq, message_id, dead, visible_at, due_at, lock_token, delivery_count, correlation_id, subject, content_type, properties, body, dead_reason, dead_description";

    public static StoredMessage Read(SqliteDataReader reader) => new(
        reader.GetInt64(0),
        new JobMessage
        {
            MessageId = reader.GetString(1),
            CorrelationId = Text(reader, 7),
            Subject = Text(reader, 8),
            ContentType = reader.GetString(9),
            Properties = DurableJson.Deserialize<Dictionary<string, string>>(reader.GetString(10))!,
            Body = reader.GetFieldValue<byte[]>(11),
        },
        reader.GetBoolean(2),
        reader.GetInt64(3),
        reader.GetInt64(4),
        Text(reader, 5),
        reader.GetInt32(6),
        Text(reader, 12),
        Text(reader, 13));

    public ReceivedJob ToReceived() => new(
        Message,
        string.Create(CultureInfo.InvariantCulture, $"{Sequence}:{LockToken}"),
        DateTimeOffset.FromUnixTimeMilliseconds(VisibleAt),
        DeliveryCount);

    public PeekedJob ToPeeked(long now) => new(Message, StateAt(now), DeliveryCount, DeadReason, DeadDescription);

    private PeekedJobState StateAt(long now) =>
        Dead ? PeekedJobState.DeadLettered
        : VisibleAt <= now ? PeekedJobState.Active
        : LockToken is null ? PeekedJobState.Scheduled
        : PeekedJobState.Locked;

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}

using Microsoft.Data.Sqlite;
using SaeFlows.Core.Durability;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Engine;

/// <summary>Queries over instances, for read connections.</summary>
internal static class InstanceReader
{
    public const int PageSize = 500;

    private const string Columns = "id, name, version, status, created, updated, parent_id, input, output, custom_status, failure, reason";

    public static OrchestrationInstance? Find(SqliteSession session, string id) =>
        session.Query($"SELECT {Columns} FROM orchestration WHERE id = $id", Read, ("$id", id)).FirstOrDefault();

    /// <summary>The next page in order of id.</summary>
    public static List<OrchestrationInstance> Page(SqliteSession session, InstanceFilter filter, string? after) => session.Query(
        $"SELECT {Columns} FROM orchestration WHERE id > $after AND {filter.Where} ORDER BY id LIMIT {PageSize}",
        Read,
        [("$after", after ?? string.Empty), .. filter.Parameters]);

    public static IReadOnlyDictionary<OrchestrationRuntimeStatus, long> Count(SqliteSession session, InstanceFilter filter) => session.Query(
        $"SELECT status, count(*) FROM orchestration WHERE {filter.Where} GROUP BY status",
        row => KeyValuePair.Create((OrchestrationRuntimeStatus)row.GetInt64(0), row.GetInt64(1)),
        [.. filter.Parameters]).ToDictionary();

    public static IReadOnlyList<HistoryEvent> History(SqliteSession session, string id) => session.Query(
        """
        SELECT h.seq, h.kind, h.step, h.name, CASE WHEN h.kind = 0 THEN o.input ELSE h.payload END, h.at, h.target
        FROM orchestration o JOIN orchestration_history h ON h.instance = o.seq WHERE o.id = $id ORDER BY h.seq
        """,
        row => new HistoryEvent(
            row.GetInt64(0),
            (HistoryEventKind)row.GetInt64(1),
            row.GetInt32(2),
            Text(row, 3),
            Text(row, 4),
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
            Text(row, 6)),
        ("$id", id));

    private static OrchestrationInstance Read(SqliteDataReader row) => new()
    {
        InstanceId = row.GetString(0),
        Name = row.GetString(1),
        Version = row.GetInt32(2),
        Status = (OrchestrationRuntimeStatus)row.GetInt64(3),
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
        LastUpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
        ParentInstanceId = Text(row, 6),
        Input = Text(row, 7),
        Output = Text(row, 8),
        CustomStatus = Text(row, 9),
        Failure = DurableJson.Deserialize<TaskFailureDetails>(Text(row, 10)),
        Reason = Text(row, 11),
    };

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

using SaeFlows.Core.Durability;
using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Queue;

/// <summary>
/// Model results in the database file: they outlive the worker process, so a job whose worker died after computing it is
/// answered from here. Keeps the newest entries, up to a capacity.
/// </summary>
public sealed class SqliteModelResultCache : IModelResultCache
{
    // Counting the entries costs a scan: done once in so many writes, so that the capacity may be passed by that many.
    private const int PutsPerPruning = 64;

    private readonly SqliteDatabase _database;
    private readonly int _capacity;
    private readonly TimeProvider _time;
    private long _puts;

    public SqliteModelResultCache(SqliteDatabase database, int capacity = 10_000, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _database = database;
        _capacity = capacity;
        _time = time ?? TimeProvider.System;
        database.Migrate(QueueSchema.Component);
    }

    public async Task<ModelJobResult?> FindAsync(string key, CancellationToken cancellationToken) =>
        DurableJson.Deserialize<ModelJobResult>(await _database.ReadAsync(
            session => session.Scalar<string>("SELECT result FROM model_result WHERE key = $key", ("$key", key)), cancellationToken));

    public Task PutAsync(string key, ModelJobResult result, CancellationToken cancellationToken)
    {
        var json = DurableJson.Serialize(result);
        return _database.WriteAsync(session => Put(session, key, json), cancellationToken);
    }

    private int Put(SqliteSession session, string key, string json)
    {
        session.Execute(
            "INSERT INTO model_result(key, used_at, result) VALUES ($key, $now, $json) ON CONFLICT(key) DO UPDATE SET used_at = $now, result = $json",
            ("$key", key),
            ("$now", _time.GetUtcNow().ToUnixTimeMilliseconds()),
            ("$json", json));
        return ++_puts % PutsPerPruning != 0 ? 0 : session.Execute(
            """
            DELETE FROM model_result WHERE key IN (SELECT key FROM model_result ORDER BY used_at LIMIT
              max(0, (SELECT count(*) FROM model_result) - $capacity))
            """,
            ("$capacity", _capacity));
    }
}

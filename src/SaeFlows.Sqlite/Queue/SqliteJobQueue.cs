using SaeFlows.Core.Ports;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Queue;

/// <summary>
/// The embedded queue: a table in the product's one database file, for several processes on one machine. Peek-lock with
/// tokens: each delivery gets its own, and every settlement is refused unless it still holds the lock. Order is by due time.
/// </summary>
public sealed partial class SqliteJobQueue : IJobQueue
{
    private readonly SqliteDatabase _database;
    private readonly SqliteJobQueueOptions _options;
    private readonly TimeProvider _time;
    private readonly QueueSignals _signals;

    /// <summary>Opens the queue, making its tables where they are missing. The database stays the caller's to close.</summary>
    public SqliteJobQueue(SqliteDatabase database, string name, SqliteJobQueueOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentException.ThrowIfNullOrEmpty(name);
        _database = database;
        _options = (options ?? new SqliteJobQueueOptions()).Validate();
        _time = time ?? TimeProvider.System;
        _signals = QueueSignals.For(database.Path, name);
        Name = name;
        database.Migrate(QueueSchema.Component);
    }

    public string Name { get; }

    public JobQueueCapabilities Capabilities =>
        JobQueueCapabilities.ScheduledSend | JobQueueCapabilities.Renewal | JobQueueCapabilities.DeliveryCount
        | JobQueueCapabilities.DeadLetterReason | JobQueueCapabilities.Peek | JobQueueCapabilities.ConfirmedCompletion
        | JobQueueCapabilities.LockExpiry
        | (_options.DuplicateWindow > TimeSpan.Zero ? JobQueueCapabilities.DuplicateDetection : JobQueueCapabilities.None);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}

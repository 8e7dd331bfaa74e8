using SaeFlows.Amqp;
using SaeFlows.Core.Ports;
using SaeFlows.Sqlite.Queue;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.TestPeer;

/// <summary>Opens queues by a connection text: <c>sqlite:FILE</c>, or a broker's connection string.</summary>
internal sealed class PeerQueues : IAsyncDisposable
{
    private const string SqlitePrefix = "sqlite:";

    private readonly SqliteDatabase? _database;
    private readonly AmqpBroker? _broker;

    public PeerQueues(string connection)
    {
        if (connection.StartsWith(SqlitePrefix, StringComparison.Ordinal))
        {
            _database = SqliteDatabase.Open(connection[SqlitePrefix.Length..]);
        }
        else
        {
            _broker = new AmqpBroker(AmqpSettings.Parse(connection));
        }
    }

    /// <summary>Long locks: no test could wait for those of a dead process to run out.</summary>
    public static SqliteJobQueueOptions SqliteOptions { get; } =
        new() { LockDuration = TimeSpan.FromMinutes(10), PollInterval = TimeSpan.FromMilliseconds(50) };

    /// <summary>Results that outlive this process, where there is a file for them.</summary>
    public IModelResultCache? Cache => _database is null ? null : new SqliteModelResultCache(_database);

    public IJobQueue Open(string name) => _database is null ? _broker!.OpenQueue(name) : new SqliteJobQueue(_database, name, SqliteOptions);

    public async ValueTask DisposeAsync()
    {
        _database?.Dispose();
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }
}

using System.ComponentModel.DataAnnotations;
using SaeFlows.Core;

namespace SaeFlows.Sqlite.Storage;

/// <summary>
/// One database file shared by the engine, the queue and the ledger: write-ahead log, one writer thread with group commit,
/// pooled readers. Thread-safe; several processes may open the same file (on a local disk).
/// </summary>
public sealed partial class SqliteDatabase : IAsyncDisposable, IDisposable
{
    private readonly GroupCommitWriter _writer;
    private readonly ReaderPool _readers;
    private int _disposed;

    private SqliteDatabase(string path, SqliteDatabaseOptions options, SqliteSession writer)
    {
        Path = path;
        Options = options;
        _writer = new GroupCommitWriter(writer, path, options.MaxGroupCommit);
        _readers = new ReaderPool(() => OpenReader(path, options), path, options.MaxReaders);
    }

    /// <summary>Full path of the file.</summary>
    public string Path { get; }

    public SqliteDatabaseOptions Options { get; }

    /// <summary>Opens the file, making it where it does not exist.</summary>
    /// <exception cref="UserInputException">The file can't be opened or written, is no database, or belongs to another program.</exception>
    public static SqliteDatabase Open(string path, SqliteDatabaseOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new SqliteDatabaseOptions();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var fullPath = System.IO.Path.GetFullPath(path);
        return new SqliteDatabase(fullPath, options, OpenWriter(fullPath, options));
    }

    /// <summary>Makes or upgrades the tables of a component. Idempotent; call it before the component's first use.</summary>
    /// <exception cref="UserInputException">The database was made by a newer program.</exception>
    public void Migrate(SchemaComponent component)
    {
        ArgumentNullException.ThrowIfNull(component);
        WriteAsync(
            session =>
            {
                SchemaMigrator.Migrate(session, component, Path);
                return 0;
            },
            CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>
    /// Runs <paramref name="work"/> on the writer thread and completes after it is committed. Works of many callers share one
    /// transaction; a work that throws is rolled back alone. It may run SQL only: no other waiting, no transaction of its own.
    /// A cancelled work that has not begun is not run.
    /// </summary>
    /// <exception cref="UserInputException">Disk full, read-only, locked or damaged: nothing of this work was written.</exception>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        var item = new DelegateWriteItem<T>(work, cancellationToken);
        _writer.Enqueue(item);
        return item.Task;
    }

    /// <summary>Runs <paramref name="read"/> on a read-only connection of the pool, off the calling thread. It sees what is committed.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        return _readers.ReadAsync(read, cancellationToken);
    }

    internal void Write(WriteItem item) => _writer.Enqueue(item);

    /// <summary>Finishes the writes that wait, then closes all connections.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _writer.Dispose();
            _readers.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await Task.Run(Dispose).ConfigureAwait(false);
}

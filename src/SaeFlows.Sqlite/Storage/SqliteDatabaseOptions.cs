using System.ComponentModel.DataAnnotations;

namespace SaeFlows.Sqlite.Storage;

/// <summary>How a database file is opened. The defaults are the safe ones: a commit survives a power cut.</summary>
public sealed record SqliteDatabaseOptions
{
    /// <summary>FULL syncs the log at every commit (default); NORMAL may lose the last commits at a power cut, never at a process crash.</summary>
    public SqliteSynchronousMode Synchronous { get; init; } = SqliteSynchronousMode.Full;

    /// <summary>Seconds to wait for another process's write before giving up.</summary>
    [Range(0, 3600)]
    public int BusyTimeoutSeconds { get; init; } = 30;

    /// <summary>Page size of a database that is newly made, bytes; a power of two from 512 to 65536.</summary>
    public int PageSizeBytes { get; init; } = 4096;

    /// <summary>Pages in the write-ahead log after which it is folded into the database.</summary>
    public int CheckpointPages { get; init; } = 4000;

    /// <summary>Page cache of the writer, KiB.</summary>
    public int WriterCacheKib { get; init; } = 16 * 1024;

    /// <summary>Page cache of each reader, KiB.</summary>
    public int ReaderCacheKib { get; init; } = 2 * 1024;

    /// <summary>Readers open at once.</summary>
    [Range(1, 64)]
    public int MaxReaders { get; init; } = 4;

    /// <summary>Works that one transaction takes at most.</summary>
    [Range(1, 100_000)]
    public int MaxGroupCommit { get; init; } = 1024;

    /// <summary>Upper bound on the size of the database, pages; 0 is none. Beyond it a write fails as if the disk were full.</summary>
    public long MaxPages { get; init; }
}

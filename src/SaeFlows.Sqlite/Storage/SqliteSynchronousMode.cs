namespace SaeFlows.Sqlite.Storage;

/// <summary>SQLite's <c>PRAGMA synchronous</c> in write-ahead mode.</summary>
public enum SqliteSynchronousMode
{
    Normal = 1,
    Full = 2,
}

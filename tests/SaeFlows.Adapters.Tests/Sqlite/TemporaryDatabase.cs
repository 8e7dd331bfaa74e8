using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Adapters.Tests.Sqlite;

/// <summary>A database file in a folder of its own, deleted at the end.</summary>
internal sealed class TemporaryDatabase : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saeflows-test-");

    public TemporaryDatabase()
    {
        FilePath = Path.Combine(_folder.FullName, "test.db");
        Database = SqliteDatabase.Open(FilePath);
    }

    public string FilePath { get; }

    public SqliteDatabase Database { get; }

    public void Dispose()
    {
        Database.Dispose();
        _folder.Delete(recursive: true);
    }
}

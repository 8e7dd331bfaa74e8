using Microsoft.Data.Sqlite;
using SaeFlows.Core;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Adapters.Tests.Storage;

public sealed class SqliteDatabaseTests : IDisposable
{
    private static readonly SchemaComponent s_things = new("things", ["CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL)"]);
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_Default_SyncsEveryCommitInWriteAheadMode()
    {
        await using var database = SqliteDatabase.Open(_folder.File("test.db"));

        var (synchronous, journal) = await database.WriteAsync(
            session => (session.Scalar<long>("PRAGMA synchronous"), session.Scalar<string>("PRAGMA journal_mode")), Cancellation);

        Assert.Equal((2, "wal"), (synchronous, journal));
    }

    [Fact]
    public async Task WriteAsync_OneOfManyFails_OnlyThatOneIsUndone()
    {
        await using var database = OpenWithThings();

        var good = database.WriteAsync(session => session.Execute("INSERT INTO thing VALUES (1, 'a')"), Cancellation);
        var bad = database.WriteAsync<int>(
            session =>
            {
                session.Execute("INSERT INTO thing VALUES (2, 'b')");
                throw new InvalidOperationException("after its insert");
            },
            Cancellation);
        var other = database.WriteAsync(session => session.Execute("INSERT INTO thing VALUES (3, 'c')"), Cancellation);

        await good;
        await other;
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal([1L, 3L], await Ids(database));
    }

    [Fact]
    public async Task WriteAsync_SizeLimitReached_FailsWithOneLineAndKeepsWhatWasCommitted()
    {
        await using var database = OpenWithThings(new SqliteDatabaseOptions { MaxPages = 20 });
        await database.WriteAsync(session => session.Execute("INSERT INTO thing VALUES (1, 'a')"), Cancellation);

        var error = await Assert.ThrowsAsync<UserInputException>(
            () => database.WriteAsync(session => session.Execute("INSERT INTO thing VALUES (2, $n)", ("$n", new string('x', 200_000))), Cancellation));

        Assert.Contains("disk is full", error.Message, StringComparison.Ordinal);
        Assert.Contains(database.Path, error.Message, StringComparison.Ordinal);
        await database.WriteAsync(session => session.Execute("INSERT INTO thing VALUES (3, 'c')"), Cancellation);
        Assert.Equal([1L, 3L], await Ids(database));
    }

    [Fact]
    public async Task WriteAsync_TokenCancelledBeforeItsTurn_IsNotRun()
    {
        await using var database = OpenWithThings();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => database.WriteAsync(session => session.Execute("INSERT INTO thing VALUES (1, 'a')"), cancelled.Token));

        Assert.Empty(await Ids(database));
    }

    [Fact]
    public async Task Open_TwoOfOneFile_SeeEachOthersWrites()
    {
        await using var first = OpenWithThings();
        await using var second = OpenWithThings();

        await first.WriteAsync(session => session.Execute("INSERT INTO thing VALUES (1, 'a')"), Cancellation);
        await second.WriteAsync(session => session.Execute("INSERT INTO thing VALUES (2, 'b')"), Cancellation);

        Assert.Equal([1L, 2L], await Ids(first));
        Assert.Equal([1L, 2L], await Ids(second));
    }

    [Fact]
    public async Task Migrate_DatabaseOfNewerVersion_SaysWhichPartAndWhatToDo()
    {
        await using (var newer = SqliteDatabase.Open(_folder.File("test.db")))
        {
            newer.Migrate(new SchemaComponent("things", ["CREATE TABLE thing (id)", "CREATE TABLE more (id)"]));
        }

        var error = Assert.Throws<UserInputException>(() => OpenWithThings().Dispose());

        Assert.Contains("version 2 of the things tables", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_OlderVersion_RunsOnlyTheMissingScripts()
    {
        await using (OpenWithThings())
        {
        }

        await using var database = SqliteDatabase.Open(_folder.File("test.db"));
        database.Migrate(s_things with { Migrations = [.. s_things.Migrations, "ALTER TABLE thing ADD COLUMN colour TEXT"] });

        await database.WriteAsync(session => session.Execute("INSERT INTO thing VALUES (1, 'a', 'red')"), Cancellation);
        Assert.Equal([1L], await Ids(database));
    }

    [Fact]
    public void Open_NotADatabase_SaysSo()
    {
        File.WriteAllText(_folder.File("notes.txt"), new string('n', 5000));

        var error = Assert.Throws<UserInputException>(() => SqliteDatabase.Open(_folder.File("notes.txt")));

        Assert.Contains("is not a SQLite database", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DatabaseOfAnotherProgram_IsLeftAlone()
    {
        using (var foreign = new SqliteConnection($"Data Source={_folder.File("foreign.db")};Pooling=false"))
        {
            foreign.Open();
            using var command = foreign.CreateCommand();
            command.CommandText = "CREATE TABLE theirs (id)";
            command.ExecuteNonQuery();
        }

        var error = Assert.Throws<UserInputException>(() => SqliteDatabase.Open(_folder.File("foreign.db")));

        Assert.Contains("of another program", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FolderMissing_SaysSo()
    {
        var error = Assert.Throws<UserInputException>(() => SqliteDatabase.Open(_folder.File("nowhere/test.db")));

        Assert.Contains("folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FileReadOnly_SaysSo()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "the superuser may write read-only files");
        OpenWithThings().Dispose();
        File.SetAttributes(_folder.File("test.db"), FileAttributes.ReadOnly);

        var error = Assert.Throws<UserInputException>(() => OpenWithThings().Dispose());

        Assert.Contains("read-only", error.Message, StringComparison.Ordinal);
    }

    private static Task<List<long>> Ids(SqliteDatabase database) =>
        database.ReadAsync(session => session.Query("SELECT id FROM thing ORDER BY id", row => row.GetInt64(0)), Cancellation);

    private SqliteDatabase OpenWithThings(SqliteDatabaseOptions? options = null)
    {
        var database = SqliteDatabase.Open(_folder.File("test.db"), options);
        try
        {
            database.Migrate(s_things);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}

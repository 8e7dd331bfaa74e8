using System.Globalization;
using Microsoft.Data.Sqlite;
using SaeFlows.Core;

namespace SaeFlows.Sqlite.Storage;

public sealed partial class SqliteDatabase
{
    /// <summary>"SaeF": marks the file as ours (PRAGMA application_id).</summary>
    private const int ApplicationId = 0x53616546;

    private static SqliteSession OpenWriter(string path, SqliteDatabaseOptions options)
    {
        if (!Directory.Exists(System.IO.Path.GetDirectoryName(path)))
        {
            throw new UserInputException($"The folder of database '{path}' does not exist: make it, or name another database file.");
        }

        var session = Connect(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            session.Open();
            Pragma(session, "busy_timeout", options.BusyTimeoutSeconds * 1000L);
            Pragma(session, "page_size", options.PageSizeBytes);
            RejectForeignFile(session, path);
            Pragma(session, "journal_mode", "WAL");
            Pragma(session, "synchronous", (int)options.Synchronous);
            Pragma(session, "foreign_keys", 1);
            Pragma(session, "temp_store", 2);
            Pragma(session, "cache_size", -options.WriterCacheKib);
            Pragma(session, "wal_autocheckpoint", options.CheckpointPages);
            Pragma(session, "journal_size_limit", 64L * 1024 * 1024);
            if (options.MaxPages > 0)
            {
                Pragma(session, "max_page_count", options.MaxPages);
            }

            session.Execute("BEGIN IMMEDIATE");
            Pragma(session, "application_id", ApplicationId);
            session.Execute(SchemaMigrator.CreateVersionTable);
            session.Execute("COMMIT");
            return session;
        }
        catch (Exception exception)
        {
            session.Dispose();
            if (SqliteErrors.Translate(exception, path) is UserInputException translated && translated != exception)
            {
                throw translated;
            }

            throw;
        }
    }

    private static SqliteSession OpenReader(string path, SqliteDatabaseOptions options)
    {
        var session = Connect(path, SqliteOpenMode.ReadWrite);
        try
        {
            session.Open();
            Pragma(session, "busy_timeout", options.BusyTimeoutSeconds * 1000L);
            Pragma(session, "query_only", 1);
            Pragma(session, "temp_store", 2);
            Pragma(session, "cache_size", -options.ReaderCacheKib);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    // The driver's own waiting for locks naps for 150 ms at a time; SQLite's busy_timeout reacts faster, so the former is cut short.
    private static SqliteSession Connect(string path, SqliteOpenMode mode) =>
        new(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 1 }.ConnectionString);

    private static void RejectForeignFile(SqliteSession session, string path)
    {
        var applicationId = session.Scalar<long>("PRAGMA application_id");
        if (applicationId != ApplicationId && session.Scalar<long>("SELECT count(*) FROM sqlite_schema") > 0)
        {
            throw new UserInputException($"File '{path}' is the SQLite database of another program: name another database file.");
        }
    }

    private static void Pragma(SqliteSession session, string name, object value)
    {
        using var command = session.CreateCommand();
#pragma warning disable CA2100 // A pragma takes no parameters; names and values are constants and numbers.
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA {name}={value}");
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}

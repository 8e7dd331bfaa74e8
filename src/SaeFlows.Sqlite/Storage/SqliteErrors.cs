using Microsoft.Data.Sqlite;
using SaeFlows.Core;

namespace SaeFlows.Sqlite.Storage;

/// <summary>Turns SQLite's error codes into one line that names the file and the fix. Codes: https://www.sqlite.org/rescode.html</summary>
internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>The error to throw in place of <paramref name="exception"/>, or itself where it is no matter of the user's.</summary>
    public static Exception Translate(Exception exception, string path) =>
        exception is SqliteException sqlite && Describe(sqlite, path) is { } message ? new UserInputException(message, sqlite) : exception;

    private static string? Describe(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        Busy or Locked => $"Database '{path}' is locked by another process: wait for it to end its long write, or name another database file.",
        ReadOnly => $"Database '{path}' can't be written (the file or its folder is read-only): make it writable, or name another database file.",
        InputOutput => $"Reading or writing database '{path}' failed ({exception.Message.Trim()}): check the disk and its free space, then resume.",
        Full => $"The disk is full (or the size limit is reached) at database '{path}': free some space, then resume; nothing committed is lost.",
        CannotOpen => $"Database '{path}' can't be opened: check that its folder exists and may be read and written.",
        NotADatabase => $"File '{path}' is not a SQLite database: name another file, or move this one away.",
        Corrupt => $"Database '{path}' is damaged ({exception.Message.Trim()}): restore it from a copy, or recover it with the sqlite3 shell's '.recover'.",
        _ => null,
    };
}

using Microsoft.Data.Sqlite;

namespace SaeFlows.Sqlite.Storage;

/// <summary>A connection that keeps its prepared statements. Used by one thread at a time.</summary>
public sealed class SqliteSession : SqliteConnection
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private readonly Dictionary<object, IDisposable> _attachments = [];

    internal SqliteSession(string connectionString)
        : base(connectionString)
    {
    }

    /// <summary>
    /// A prepared command for <paramref name="sql"/>, made once and reused; its parameters keep the values of the last use, so set
    /// them all (<see cref="SqliteSessionExtensions.Bind"/>). Do not dispose it, and read a reader to its end or dispose it before the next use.
    /// </summary>
    public SqliteCommand Prepared(string sql)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = CreateCommand();
            command.CommandText = sql;
            _commands.Add(sql, command);
        }

        return command;
    }

    /// <summary>Something that lives and dies with this connection, made on first use.</summary>
    internal T Attached<T>(Func<SqliteSession, T> create)
        where T : class, IDisposable
    {
        if (!_attachments.TryGetValue(typeof(T), out var value))
        {
            _attachments.Add(typeof(T), value = create(this));
        }

        return (T)value;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var attachment in _attachments.Values)
            {
                attachment.Dispose();
            }

            foreach (var command in _commands.Values)
            {
                command.Dispose();
            }

            _attachments.Clear();
            _commands.Clear();
        }

        base.Dispose(disposing);
    }
}

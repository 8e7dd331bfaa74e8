using Microsoft.Data.Sqlite;

namespace SaeFlows.Sqlite.Storage;

/// <summary>Short forms for the statements of the stores in this assembly.</summary>
public static class SqliteSessionExtensions
{
    /// <summary>Sets the named parameters (with their prefix, as in the SQL); null becomes NULL.</summary>
    public static SqliteCommand Bind(this SqliteCommand command, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        ArgumentNullException.ThrowIfNull(command);
        foreach (var (name, value) in parameters)
        {
            var index = command.Parameters.IndexOf(name);
            if (index < 0)
            {
                command.Parameters.AddWithValue(name, value ?? DBNull.Value);
            }
            else
            {
                command.Parameters[index].ResetSqliteType();
                command.Parameters[index].Value = value ?? DBNull.Value;
            }
        }

        return command;
    }

    /// <summary>Runs a statement and returns the number of rows it changed.</summary>
    public static int Execute(this SqliteSession session, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Prepared(sql).Bind(parameters).ExecuteNonQuery();
    }

    /// <summary>Reads all rows of a query.</summary>
    public static List<T> Query<T>(this SqliteSession session, string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(read);
        var rows = new List<T>();
        using var reader = session.Prepared(sql).Bind(parameters).ExecuteReader();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>The first column of the first row, or the default where there is none or it is NULL.</summary>
    public static T? Scalar<T>(this SqliteSession session, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        ArgumentNullException.ThrowIfNull(session);
        using var reader = session.Prepared(sql).Bind(parameters).ExecuteReader();
        return reader.Read() && !reader.IsDBNull(0) ? reader.GetFieldValue<T>(0) : default;
    }
}

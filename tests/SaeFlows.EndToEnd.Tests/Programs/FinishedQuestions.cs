using Microsoft.Data.Sqlite;

namespace SaeFlows.EndToEnd.Tests.Programs;

/// <summary>Looks into a database that another process works on.</summary>
internal static class FinishedQuestions
{
    public static long Count(string database, string run) =>
        Read(database, run, "SELECT count(*) FROM outcomes WHERE run_id = $run", row => row.GetInt64(0)).Single();

    /// <summary>Question and error of those that ended in one.</summary>
    public static IReadOnlyList<string> Errors(string database, string run) => Read(
        database,
        run,
        "SELECT question_id || ': ' || json_extract(body, '$.error') FROM outcomes WHERE run_id = $run AND status = 'Errored'",
        row => row.GetString(0));

    private static List<T> Read<T>(string database, string run, string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$run", run);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}

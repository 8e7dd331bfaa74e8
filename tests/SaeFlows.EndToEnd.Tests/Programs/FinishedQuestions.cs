using Microsoft.Data.Sqlite;

namespace SaeFlows.EndToEnd.Tests.Programs;

/// <summary>Looks into a database that another process works on.</summary>
internal static class FinishedQuestions
{
    public static long Count(string database, string run)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM outcomes WHERE run_id = $run";
        command.Parameters.AddWithValue("$run", run);
        return (long)command.ExecuteScalar()!;
    }
}

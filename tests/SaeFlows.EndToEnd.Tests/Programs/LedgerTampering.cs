using Microsoft.Data.Sqlite;

namespace SaeFlows.EndToEnd.Tests.Programs;

/// <summary>Does to a ledger what it is there to show.</summary>
internal static class LedgerTampering
{
    /// <summary>Changes one digit inside one detection event; returns which.</summary>
    public static (string Question, long Sequence) EditOneByte(string database)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            UPDATE ledger SET body = replace(body, '"attempt":1', '"attempt":7')
            WHERE (question_id, sequence) IN
                (SELECT question_id, sequence FROM ledger WHERE sequence = 1 AND question_id <> '@run' ORDER BY question_id DESC LIMIT 1)
            RETURNING question_id, sequence
            """;
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read(), "no event to edit");
        return (reader.GetString(0), reader.GetInt64(1));
    }
}

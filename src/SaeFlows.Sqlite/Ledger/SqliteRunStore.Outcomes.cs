using System.Runtime.CompilerServices;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Runs;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Ledger;

public sealed partial class SqliteRunStore
{
    public Task SaveOutcomeAsync(QuestionOutcome outcome, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return _database.WriteAsync(
            session => session.Execute(
                """
                INSERT OR IGNORE INTO outcomes(run_id, question_id, execution, instance_id, status, body)
                VALUES($run, $question, (SELECT count(*) + 1 FROM outcomes WHERE run_id = $run AND question_id = $question), $instance, $status, $body)
                """,
                ("$run", outcome.RunId),
                ("$question", outcome.QuestionId),
                ("$instance", outcome.InstanceId),
                ("$status", outcome.Status.ToString()),
                ("$body", DurableJson.Serialize(outcome))),
            cancellationToken);
    }

    public async IAsyncEnumerable<QuestionOutcome> ReadOutcomesAsync(string runId, string? afterQuestionId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // SQLite gives the bare column of the row that holds the maximum: https://www.sqlite.org/lang_select.html#bareagg
        const string Sql = """
            SELECT q.ordinal, o.body, max(o.execution)
            FROM questions q JOIN outcomes o ON o.run_id = q.run_id AND o.question_id = q.question_id
            WHERE q.run_id = $run AND q.ordinal > $after GROUP BY q.ordinal ORDER BY q.ordinal LIMIT $count
            """;
        long after = await _database.ReadAsync(session => OrdinalOf(session, runId, afterQuestionId), cancellationToken);
        await foreach (var body in ReadPagesAsync(Sql, runId, after, cancellationToken))
        {
            yield return DurableJson.Deserialize<QuestionOutcome>(body)!;
        }
    }

    private static long OrdinalOf(SqliteSession session, string runId, string? questionId) => questionId is null
        ? -1
        : session.Scalar<long>("SELECT ordinal FROM questions WHERE run_id = $run AND question_id = $question", ("$run", runId), ("$question", questionId));

    public async Task<IReadOnlyDictionary<QuestionStatus, long>> CountOutcomesAsync(string runId, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT status, count(*) FROM outcomes o WHERE run_id = $run
            AND execution = (SELECT max(execution) FROM outcomes l WHERE l.run_id = o.run_id AND l.question_id = o.question_id)
            GROUP BY status
            """;
        var counts = await _database.ReadAsync(
            session => session.Query(Sql, row => (Enum.Parse<QuestionStatus>(row.GetString(0)), row.GetInt64(1)), ("$run", runId)),
            cancellationToken);
        return counts.ToDictionary(count => count.Item1, count => count.Item2);
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using SaeFlows.Core.Datasets;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Ledger;

/// <summary>Runs, questions and outcomes in the product's database file.</summary>
public sealed partial class SqliteRunStore : IRunStore
{
    private const int PageRows = 500;
    private const string RunColumns = "run_id, settings, status, total, rejected, created_at, finished_at, work_seconds";

    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;

    public SqliteRunStore(SqliteDatabase database, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(database);
        _database = database;
        _time = time;
        database.Migrate(LedgerSchema.Component);
    }

    public Task<RunRecord?> FindAsync(string runId, CancellationToken cancellationToken) =>
        _database.ReadAsync(
            session => session.Query($"SELECT {RunColumns} FROM runs WHERE run_id = $run", ReadRun, ("$run", runId)).FirstOrDefault(),
            cancellationToken);

    public async Task<IReadOnlyList<RunRecord>> ListAsync(CancellationToken cancellationToken) =>
        await _database.ReadAsync(
            session => session.Query(
                $"SELECT {RunColumns} FROM runs WHERE status <> $loading ORDER BY created_at DESC, run_id DESC",
                ReadRun,
                ("$loading", nameof(RunStatus.Loading))),
            cancellationToken);

    public Task SetStatusAsync(string runId, RunStatus status, CancellationToken cancellationToken)
    {
        bool ended = status is RunStatus.Completed or RunStatus.Cancelled;
        return _database.WriteAsync(
            session => session.Execute(
                "UPDATE runs SET status = $status, finished_at = $finished WHERE run_id = $run",
                ("$status", status.ToString()),
                ("$finished", ended ? Text(_time.GetUtcNow()) : null),
                ("$run", runId)),
            cancellationToken);
    }

    public Task AddWorkSecondsAsync(string runId, double seconds, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            session => session.Execute(
                "UPDATE runs SET work_seconds = work_seconds + $seconds WHERE run_id = $run", ("$seconds", seconds), ("$run", runId)),
            cancellationToken);

    public async Task<IReadOnlyList<string>> PageAsync(string runId, long fromOrdinal, int count, CancellationToken cancellationToken) =>
        await _database.ReadAsync(
            session => session.Query(
                "SELECT question_id FROM questions WHERE run_id = $run AND ordinal >= $from ORDER BY ordinal LIMIT $count",
                row => row.GetString(0),
                ("$run", runId),
                ("$from", fromOrdinal),
                ("$count", count)),
            cancellationToken);

    public Task<Question?> FindQuestionAsync(string runId, string questionId, CancellationToken cancellationToken) =>
        _database.ReadAsync(
            session => DurableJson.Deserialize<Question>(session.Scalar<string>(
                "SELECT body FROM questions WHERE run_id = $run AND question_id = $question", ("$run", runId), ("$question", questionId))),
            cancellationToken);

    public async IAsyncEnumerable<Question> ReadQuestionsAsync(string runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string Sql = "SELECT ordinal, body FROM questions WHERE run_id = $run AND ordinal > $after ORDER BY ordinal LIMIT $count";
        await foreach (var body in ReadPagesAsync(Sql, runId, after: -1, cancellationToken))
        {
            yield return DurableJson.Deserialize<Question>(body)!;
        }
    }

    public async Task<IReadOnlyList<DatasetRow>> ReadRejectedAsync(string runId, CancellationToken cancellationToken) =>
        await _database.ReadAsync(
            session => session.Query(
                "SELECT row, reason FROM rejected_rows WHERE run_id = $run ORDER BY row",
                row => new DatasetRow(row.GetInt64(0), null, row.GetString(1)),
                ("$run", runId)),
            cancellationToken);

    /// <summary>Streams the second column of a query over (ordinal, body), page by page, so that no read transaction stays open.</summary>
    private async IAsyncEnumerable<string> ReadPagesAsync(string sql, string runId, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            long from = after;
            var page = await _database.ReadAsync(
                session => session.Query(
                    sql, row => (Ordinal: row.GetInt64(0), Body: row.GetString(1)), ("$run", runId), ("$after", from), ("$count", PageRows)),
                cancellationToken);
            foreach (var (ordinal, body) in page)
            {
                after = ordinal;
                yield return body;
            }

            if (page.Count < PageRows)
            {
                yield break;
            }
        }
    }

    private static RunRecord ReadRun(SqliteDataReader row) => new(
        row.GetString(0),
        DurableJson.Deserialize<RunSettings>(row.GetString(1))!,
        Enum.Parse<RunStatus>(row.GetString(2)),
        row.GetInt64(3),
        row.GetInt64(4),
        Time(row.GetString(5)),
        row.IsDBNull(6) ? null : Time(row.GetString(6)),
        row.GetDouble(7));

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}

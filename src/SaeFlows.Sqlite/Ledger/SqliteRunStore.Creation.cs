using SaeFlows.Core;
using SaeFlows.Core.Datasets;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Runs;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Ledger;

public sealed partial class SqliteRunStore
{
    private const int WriteRows = 500;
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromHours(1);

    public async Task<RunRecord> CreateAsync(string runId, RunSettings settings, IAsyncEnumerable<DatasetRow> rows, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        ArgumentNullException.ThrowIfNull(rows);
        await _database.WriteAsync(session => Begin(session, runId, settings), cancellationToken);
        try
        {
            long total = 0, rejected = 0;
            await foreach (var batch in rows.Chunk(WriteRows).WithCancellation(cancellationToken))
            {
                long first = total;
                var (added, refused) = await _database.WriteAsync(session => Insert(session, runId, batch, first), cancellationToken);
                total += added;
                rejected += refused;
            }

            if (total == 0)
            {
                throw new UserInputException($"Dataset '{settings.Dataset}' holds no valid question: nothing was queued.");
            }

            await _database.WriteAsync(
                session => session.Execute(
                    "UPDATE runs SET status = $status, total = $total, rejected = $rejected WHERE run_id = $run",
                    ("$status", nameof(RunStatus.Queued)),
                    ("$total", total),
                    ("$rejected", rejected),
                    ("$run", runId)),
                cancellationToken);
        }
        catch
        {
            // What was loaded goes again, even when the user has cancelled.
            await _database.WriteAsync(session => Delete(session, runId), CancellationToken.None);
            throw;
        }

        return (await FindAsync(runId, cancellationToken))!;
    }

    private int Begin(SqliteSession session, string runId, RunSettings settings)
    {
        // A process that died while loading left a run that nobody can see.
        var abandoned = session.Query(
            "SELECT run_id FROM runs WHERE status = $loading AND created_at < $before",
            row => row.GetString(0),
            ("$loading", nameof(RunStatus.Loading)),
            ("$before", Text(_time.GetUtcNow() - AbandonedAfter)));
        abandoned.ForEach(run => Delete(session, run));
        return session.Execute(
            "INSERT INTO runs(run_id, settings, status, total, rejected, created_at) VALUES($run, $settings, $status, 0, 0, $now)",
            ("$run", runId),
            ("$settings", DurableJson.Serialize(settings)),
            ("$status", nameof(RunStatus.Loading)),
            ("$now", Text(_time.GetUtcNow())));
    }

    private static (long Added, long Refused) Insert(SqliteSession session, string runId, IReadOnlyList<DatasetRow> rows, long firstOrdinal)
    {
        long ordinal = firstOrdinal, refused = 0;
        foreach (var row in rows)
        {
            string? reason = row.RejectedBecause;
            if (row.Question is { } question)
            {
                int added = session.Execute(
                    "INSERT OR IGNORE INTO questions(run_id, ordinal, question_id, body) VALUES($run, $ordinal, $question, $body)",
                    ("$run", runId),
                    ("$ordinal", ordinal),
                    ("$question", question.Id),
                    ("$body", DurableJson.Serialize(question)));
                ordinal += added;
                reason = added == 1 ? null : $"the id '{question.Id}' stands in an earlier row already; give each row its own id";
            }

            if (reason is not null)
            {
                refused += session.Execute(
                    "INSERT OR REPLACE INTO rejected_rows(run_id, row, reason) VALUES($run, $row, $reason)",
                    ("$run", runId),
                    ("$row", row.Row),
                    ("$reason", reason));
            }
        }

        return (ordinal - firstOrdinal, refused);
    }

    private static int Delete(SqliteSession session, string runId) =>
        session.Execute("DELETE FROM questions WHERE run_id = $run", ("$run", runId))
        + session.Execute("DELETE FROM rejected_rows WHERE run_id = $run", ("$run", runId))
        + session.Execute("DELETE FROM runs WHERE run_id = $run", ("$run", runId));
}

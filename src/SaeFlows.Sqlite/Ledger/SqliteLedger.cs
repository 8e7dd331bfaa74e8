using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using SaeFlows.Core.Audit;
using SaeFlows.Core.Ports;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Ledger;

/// <summary>The ledger in the product's database file.</summary>
public sealed class SqliteLedger : ILedger
{
    private const int PageRows = 500;
    private const string Columns = "run_id, question_id, sequence, key, body, previous_hash, hash";

    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;

    public SqliteLedger(SqliteDatabase database, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(database);
        _database = database;
        _time = time;
        database.Migrate(LedgerSchema.Component);
    }

    public Task<LedgerEvent> AppendAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return _database.WriteAsync(session => Append(session, entry), cancellationToken);
    }

    public Task<LedgerEvent?> FindAsync(string runId, string questionId, string key, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => Find(session, runId, questionId, key), cancellationToken);

    public async Task<IReadOnlyList<LedgerEvent>> ReadChainAsync(string runId, string questionId, CancellationToken cancellationToken) =>
        await _database.ReadAsync(
            session => session.Query(
                $"SELECT {Columns} FROM ledger WHERE run_id = $run AND question_id = $question ORDER BY sequence",
                Read,
                ("$run", runId),
                ("$question", questionId)),
            cancellationToken);

    public async IAsyncEnumerable<LedgerEvent> ReadRunAsync(string runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string question = string.Empty;
        long sequence = -1;
        while (true)
        {
            // Pages by key: no read transaction stays open between them, and events appended meanwhile do no harm.
            var (afterQuestion, afterSequence) = (question, sequence);
            var page = await _database.ReadAsync(
                session => session.Query(
                    $"""
                    SELECT {Columns} FROM ledger
                    WHERE run_id = $run AND (question_id, sequence) > ($question, $sequence)
                    ORDER BY question_id, sequence LIMIT {PageRows}
                    """,
                    Read,
                    ("$run", runId),
                    ("$question", afterQuestion),
                    ("$sequence", afterSequence)),
                cancellationToken);
            foreach (var row in page)
            {
                yield return row;
            }

            if (page.Count < PageRows)
            {
                yield break;
            }

            (question, sequence) = (page[^1].QuestionId, page[^1].Sequence);
        }
    }

    private static LedgerEvent? Find(SqliteSession session, string runId, string questionId, string key) =>
        session.Query(
            $"SELECT {Columns} FROM ledger WHERE run_id = $run AND question_id = $question AND key = $key",
            Read,
            ("$run", runId),
            ("$question", questionId),
            ("$key", key)).FirstOrDefault();

    private LedgerEvent Append(SqliteSession session, LedgerEntry entry)
    {
        if (Find(session, entry.RunId, entry.QuestionId, entry.Key) is { } there)
        {
            return there;
        }

        var previous = session.Query(
            $"SELECT {Columns} FROM ledger WHERE run_id = $run AND question_id = $question ORDER BY sequence DESC LIMIT 1",
            Read,
            ("$run", entry.RunId),
            ("$question", entry.QuestionId)).FirstOrDefault();
        var next = LedgerChain.Next(previous, entry, _time.GetUtcNow());
        session.Execute(
            $"INSERT INTO ledger({Columns}) VALUES($run, $question, $sequence, $key, $body, $previous, $hash)",
            ("$run", next.RunId),
            ("$question", next.QuestionId),
            ("$sequence", next.Sequence),
            ("$key", next.Key),
            ("$body", next.Body),
            ("$previous", next.PreviousHash),
            ("$hash", next.Hash));
        return next;
    }

    private static LedgerEvent Read(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6));
}

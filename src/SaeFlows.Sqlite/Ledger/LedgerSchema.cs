using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Ledger;

/// <summary>Tables of runs, questions, outcomes and the ledger.</summary>
internal static class LedgerSchema
{
    public static SchemaComponent Component { get; } = new("ledger", [V1]);

    private const string V1 = """
        CREATE TABLE runs(
            run_id TEXT NOT NULL PRIMARY KEY,
            settings TEXT NOT NULL,
            status TEXT NOT NULL,
            total INTEGER NOT NULL,
            rejected INTEGER NOT NULL,
            created_at TEXT NOT NULL,
            finished_at TEXT,
            work_seconds REAL NOT NULL DEFAULT 0);
        CREATE TABLE questions(
            run_id TEXT NOT NULL,
            ordinal INTEGER NOT NULL,
            question_id TEXT NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY(run_id, ordinal)) WITHOUT ROWID;
        CREATE UNIQUE INDEX questions_by_id ON questions(run_id, question_id);
        CREATE TABLE rejected_rows(
            run_id TEXT NOT NULL,
            row INTEGER NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY(run_id, row)) WITHOUT ROWID;
        CREATE TABLE outcomes(
            run_id TEXT NOT NULL,
            question_id TEXT NOT NULL,
            execution INTEGER NOT NULL,
            instance_id TEXT NOT NULL UNIQUE,
            status TEXT NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY(run_id, question_id, execution)) WITHOUT ROWID;
        CREATE TABLE ledger(
            run_id TEXT NOT NULL,
            question_id TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            key TEXT NOT NULL,
            body TEXT NOT NULL,
            previous_hash TEXT NOT NULL,
            hash TEXT NOT NULL,
            PRIMARY KEY(run_id, question_id, sequence)) WITHOUT ROWID;
        CREATE UNIQUE INDEX ledger_by_key ON ledger(run_id, question_id, key);
        """;
}

using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Engine;

/// <summary>The engine's tables. Times are Unix milliseconds; status and kind are the numbers of their enums.</summary>
internal static class EngineSchema
{
    public static SchemaComponent Component { get; } = new("engine", [Version1]);

    // owner: engine_worker.id of the process that works the instance, 0 for none. fence: raised at every change of owner, so
    // that a former owner's commit finds nothing to update. ready: there is something to do that no owner has seen.
    private const string Version1 = """
        CREATE TABLE orchestration (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            version INTEGER NOT NULL,
            status INTEGER NOT NULL,
            execution INTEGER NOT NULL DEFAULT 0,
            owner INTEGER NOT NULL DEFAULT 0,
            fence INTEGER NOT NULL DEFAULT 0,
            ready INTEGER NOT NULL DEFAULT 0,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            parent_seq INTEGER,
            parent_id TEXT,
            parent_execution INTEGER,
            parent_step INTEGER,
            fork_of TEXT,
            fork_events INTEGER NOT NULL DEFAULT 0,
            custom_status TEXT,
            output TEXT,
            failure TEXT,
            reason TEXT,
            input TEXT);
        CREATE INDEX orchestration_ready ON orchestration(owner, seq) WHERE ready = 1;
        CREATE INDEX orchestration_owner ON orchestration(owner) WHERE owner <> 0;
        CREATE INDEX orchestration_parent ON orchestration(parent_seq) WHERE parent_seq IS NOT NULL;

        CREATE TABLE orchestration_history (
            instance INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            step INTEGER NOT NULL,
            name TEXT,
            payload TEXT,
            target TEXT,
            at INTEGER NOT NULL,
            PRIMARY KEY (instance, seq)) WITHOUT ROWID;

        CREATE TABLE orchestration_inbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            instance INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            execution INTEGER NOT NULL,
            step INTEGER NOT NULL,
            name TEXT,
            payload TEXT);
        CREATE INDEX orchestration_inbox_instance ON orchestration_inbox(instance, id);

        CREATE TABLE orchestration_timer (
            instance INTEGER NOT NULL,
            execution INTEGER NOT NULL,
            step INTEGER NOT NULL,
            due INTEGER NOT NULL,
            PRIMARY KEY (instance, execution, step)) WITHOUT ROWID;
        CREATE INDEX orchestration_timer_due ON orchestration_timer(due);

        CREATE TABLE engine_worker (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            process TEXT NOT NULL,
            lease_until INTEGER NOT NULL);
        """;
}

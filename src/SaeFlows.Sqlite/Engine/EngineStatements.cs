using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Engine;

/// <summary>The hot statements of the writer connection. Used on the writer thread only.</summary>
internal sealed class EngineStatements(SqliteSession session) : IDisposable
{
    public const string InstanceColumns =
        "seq, id, name, version, status, execution, fence, parent_seq, parent_id, parent_execution, parent_step, fork_of, fork_events, custom_status, input";

    public SqliteSession Session => session;

    public HotStatement InsertInstance { get; } = new(session, """
        INSERT INTO orchestration (id, name, version, status, owner, fence, ready, created, updated, parent_seq, parent_id, parent_execution, parent_step, input)
        VALUES (?1, ?2, ?3, 0, ?4, 1, ?5, ?6, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT (id) DO NOTHING
        """);

    /// <summary>Zero rows: another process owns the instance now.</summary>
    public HotStatement UpdateRunning { get; } = new(
        session, """
        UPDATE orchestration SET status = ?3, updated = ?4, custom_status = ?5, reason = coalesce(?6, CASE WHEN ?3 = 2 THEN reason END)
        WHERE seq = ?1 AND fence = ?2
        """);

    public HotStatement Restart { get; } = new(
        session, "UPDATE orchestration SET execution = ?2, input = ?3, fork_of = NULL, fork_events = 0 WHERE seq = ?1");

    public HotStatement Finish { get; } = new(session, """
        UPDATE orchestration SET status = ?3, updated = ?4, custom_status = ?5, output = ?6, failure = ?7, reason = NULL, owner = 0, ready = 0, fence = fence + 1
        WHERE seq = ?1 AND fence = ?2
        """);

    public HotStatement Claim { get; } = new(session, $"""
        UPDATE orchestration SET owner = ?1, fence = fence + 1, ready = 0
        WHERE seq IN (SELECT seq FROM orchestration WHERE owner = 0 AND ready = 1 ORDER BY seq LIMIT ?2)
            AND EXISTS (SELECT 1 FROM engine_worker WHERE id = ?1)
        RETURNING {InstanceColumns}
        """);

    public HotStatement Release { get; } = new(session, """
        UPDATE orchestration SET owner = 0, fence = fence + 1, ready = ?3 OR EXISTS (SELECT 1 FROM orchestration_inbox WHERE instance = ?1)
        WHERE seq = ?1 AND fence = ?2
        """);

    public HotStatement SelectOwner { get; } = new(session, "SELECT owner, status FROM orchestration WHERE seq = ?1");

    public HotStatement SelectById { get; } = new(
        session, "SELECT seq, owner, status, name, parent_id, output, failure FROM orchestration WHERE id = ?1");

    public HotStatement SetReady { get; } = new(session, "UPDATE orchestration SET ready = 1 WHERE seq = ?1 AND ready = 0");

    public HotStatement TakeForeignMail { get; } = new(
        session, "UPDATE orchestration SET ready = 0 WHERE owner = ?1 AND ready = 1 RETURNING seq");

    public HotStatement Adopt { get; } = new(
        session, "UPDATE orchestration SET parent_seq = ?2, parent_execution = ?3, parent_step = ?4 WHERE seq = ?1");

    public HotStatement InsertHistory { get; } = new(session, """
        INSERT INTO orchestration_history (instance, seq, kind, step, name, payload, target, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """);

    public HotStatement SelectHistory { get; } = new(
        session, "SELECT seq, kind, step, name, payload, at, target FROM orchestration_history WHERE instance = ?1 ORDER BY seq");

    public HotStatement DeleteHistory { get; } = new(session, "DELETE FROM orchestration_history WHERE instance = ?1");

    public HotStatement InsertMail { get; } = new(
        session, "INSERT INTO orchestration_inbox (instance, kind, execution, step, name, payload) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    public HotStatement SelectMail { get; } = new(
        session, "SELECT id, kind, execution, step, name, payload FROM orchestration_inbox WHERE instance = ?1 AND id > ?2 ORDER BY id");

    public HotStatement DeleteMail { get; } = new(session, "DELETE FROM orchestration_inbox WHERE id = ?1");

    public HotStatement DeleteAllMail { get; } = new(session, "DELETE FROM orchestration_inbox WHERE instance = ?1");

    public HotStatement InsertTimer { get; } = new(
        session, "INSERT INTO orchestration_timer (instance, execution, step, due) VALUES (?1, ?2, ?3, ?4)");

    public HotStatement DeleteTimer { get; } = new(
        session, "DELETE FROM orchestration_timer WHERE instance = ?1 AND execution = ?2 AND step = ?3");

    public HotStatement DeleteAllTimers { get; } = new(session, "DELETE FROM orchestration_timer WHERE instance = ?1");

    public HotStatement DueTimers { get; } = new(
        session, "SELECT instance, execution, step FROM orchestration_timer WHERE due <= ?1 ORDER BY due LIMIT ?2");

    public long LastInsertId => SQLitePCL.raw.sqlite3_last_insert_rowid(session.Handle);

    public static EngineStatements Of(SqliteSession session) => session.Attached(static owner => new EngineStatements(owner));

    public void Dispose()
    {
        foreach (var property in typeof(EngineStatements).GetProperties().Where(property => property.PropertyType == typeof(HotStatement)))
        {
            ((HotStatement)property.GetValue(this)!).Dispose();
        }
    }
}

using System.Globalization;
using SaeFlows.Core.Ports;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Queue;

public sealed partial class SqliteJobQueue
{
    private const string Held = " WHERE seq = $seq AND lock_token = $token AND dead = 0 AND visible_at > $now";

    public async Task<ReceivedJob> RenewAsync(ReceivedJob job, CancellationToken cancellationToken)
    {
        var until = await SettleAsync(
            job,
            (session, seq, token, now) =>
            {
                var end = now + (long)_options.LockDuration.TotalMilliseconds;
                return session.Execute(
                    "UPDATE queue_message SET visible_at = $until" + Held, ("$until", end), ("$seq", seq), ("$token", token), ("$now", now)) > 0
                    ? end
                    : null;
            },
            cancellationToken);
        return job with { LockedUntil = DateTimeOffset.FromUnixTimeMilliseconds(until) };
    }

    public Task CompleteAsync(ReceivedJob job, CancellationToken cancellationToken) =>
        SettleAsync(
            job,
            (session, seq, token, now) => Done(session.Execute("DELETE FROM queue_message" + Held, ("$seq", seq), ("$token", token), ("$now", now))),
            cancellationToken);

    public async Task AbandonAsync(ReceivedJob job, CancellationToken cancellationToken)
    {
        await SettleAsync(
            job,
            (session, seq, token, now) => Done(session.Execute(
                "UPDATE queue_message SET lock_token = NULL, visible_at = due_at" + Held, ("$seq", seq), ("$token", token), ("$now", now))),
            cancellationToken);
        _signals.Changed();
    }

    public Task DeadLetterAsync(ReceivedJob job, string reason, string description, CancellationToken cancellationToken) =>
        SettleAsync(
            job,
            (session, seq, token, now) => Done(session.Execute(
                "UPDATE queue_message SET dead = 1, lock_token = NULL, visible_at = $now, dead_reason = $reason, dead_description = $description" + Held,
                ("$reason", reason),
                ("$description", description),
                ("$seq", seq),
                ("$token", token),
                ("$now", now))),
            cancellationToken);

    private static long? Done(int rows) => rows > 0 ? 0 : null;

    private async Task<long> SettleAsync(ReceivedJob job, Func<SqliteSession, long, string, long, long?> settle, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        var (seq, token) = ParseLock(job.LockToken);
        return await _database.WriteAsync(session => settle(session, seq, token, Now()), cancellationToken)
            ?? throw new JobLockLostException($"The lock of message '{job.Message.MessageId}' in queue '{Name}' ran out or was settled before.");
    }

    private static (long Sequence, string Token) ParseLock(string lockToken)
    {
        var colon = lockToken.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && long.TryParse(lockToken.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? (seq, lockToken[(colon + 1)..])
            : throw new ArgumentException($"'{lockToken}' is no lock token of an embedded queue.", nameof(lockToken));
    }
}

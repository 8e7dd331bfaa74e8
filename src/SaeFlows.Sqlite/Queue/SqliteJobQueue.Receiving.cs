using SaeFlows.Core.Ports;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Queue;

public sealed partial class SqliteJobQueue
{
    public async Task<IReadOnlyList<ReceivedJob>> ReceiveAsync(int credit, TimeSpan maxWait, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(credit, 1);
        var deadline = _time.GetTimestamp();
        long? ownersChecked = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var change = _signals.NextChange;

            // A look at the index first: an idle queue costs other writers nothing.
            var next = await _database.ReadAsync(NextVisible, cancellationToken);
            if (next <= Now())
            {
                var taken = await _database.WriteAsync(session => Take(session, credit), cancellationToken);
                if (taken.Count > 0)
                {
                    return taken;
                }

                continue;
            }

            if (ownersChecked is null || _time.GetElapsedTime(ownersChecked.Value) >= OwnerCheckInterval)
            {
                ownersChecked = _time.GetTimestamp();
                if (await FreeLocksOfTheDeadAsync(cancellationToken))
                {
                    continue;
                }
            }

            var left = maxWait - _time.GetElapsedTime(deadline);
            if (left <= TimeSpan.Zero)
            {
                return [];
            }

            await WaitAsync(change, Shortest(left, next), cancellationToken);
        }
    }

    private long NextVisible(SqliteSession session) =>
        session.Scalar<long?>("SELECT min(visible_at) FROM queue_message WHERE queue = $queue AND dead = 0", ("$queue", Name)) ?? long.MaxValue;

    private TimeSpan Shortest(TimeSpan left, long next)
    {
        var wait = left < _options.PollInterval ? left : _options.PollInterval;
        if (next == long.MaxValue)
        {
            return wait;
        }

        var untilVisible = TimeSpan.FromMilliseconds(Math.Max(1, next - Now()));
        return untilVisible < wait ? untilVisible : wait;
    }

    private async Task WaitAsync(Task change, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delay = Task.Delay(wait, _time, over.Token);
        await Task.WhenAny(change, delay);
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private List<ReceivedJob> Take(SqliteSession session, int credit)
    {
        var now = Now();
        DeadLetterExhausted(session, now, credit);
        var lockedUntil = now + (long)_options.LockDuration.TotalMilliseconds;
        var taken = session.Query(
            $"""
            UPDATE queue_message SET lock_token = lower(hex(randomblob(16))), lock_owner = $owner, visible_at = $until, delivery_count = delivery_count + 1
            WHERE seq IN (SELECT seq FROM queue_message WHERE queue = $queue AND dead = 0 AND visible_at <= $now
                          ORDER BY visible_at, seq LIMIT $credit)
            RETURNING {StoredMessage.Columns}
            """,
            StoredMessage.Read,
            ("$owner", ProcessIdentity.Current),
            ("$until", lockedUntil),
            ("$queue", Name),
            ("$now", now),
            ("$credit", credit));
        return [.. taken.OrderBy(m => m.DueAt).ThenBy(m => m.Sequence).Select(m => m.ToReceived())];
    }

    /// <summary>Only the messages about to be taken are looked at: the cost does not grow with the queue.</summary>
    private void DeadLetterExhausted(SqliteSession session, long now, int credit)
    {
        while (session.Execute(
            """
            UPDATE queue_message SET dead = 1, lock_token = NULL, visible_at = $now, dead_reason = 'MaxDeliveryCountExceeded',
              dead_description = 'Delivered ' || delivery_count || ' times without being completed.'
            WHERE delivery_count >= $max AND seq IN (SELECT seq FROM queue_message WHERE queue = $queue AND dead = 0 AND visible_at <= $now
                          ORDER BY visible_at, seq LIMIT $credit)
            """,
            ("$now", now),
            ("$queue", Name),
            ("$max", _options.MaxDeliveryCount),
            ("$credit", credit)) > 0)
        {
        }
    }
}

using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Engine;

/// <summary>The engine's view of other processes: a few indexed reads twice a second, and a sign of life.</summary>
public sealed partial class SqliteEngine
{
    private async Task PollAsync(CancellationToken cancellationToken)
    {
        var beat = TimeSpan.FromSeconds(_core.Options.LeaseSeconds / 3.0);
        var last = TimeProvider.System.GetTimestamp();
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(_core.Options.PollMilliseconds));
        try
        {
            while (await clock.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                if (TimeProvider.System.GetElapsedTime(last) >= beat)
                {
                    await WriteAsync(new LeaseWork(_core)).ConfigureAwait(false);
                    last = TimeProvider.System.GetTimestamp();
                }

                await LookAroundAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The engine stops.
        }
        catch (Exception exception)
        {
            _core.Fail(exception);
        }
    }

    private async Task LookAroundAsync(CancellationToken cancellationToken)
    {
        var view = await _core.Database.ReadAsync(Look, cancellationToken).ConfigureAwait(false);
        if (view.NextDue is { } due)
        {
            _core.Timers.Notice(due);
        }

        if (view.HasDeadWorker)
        {
            await WriteAsync(new TakeoverWork(_core)).ConfigureAwait(false);
        }

        if (view.HasMail)
        {
            await WriteAsync(new ForeignMailWork(_core)).ConfigureAwait(false);
        }

        if (view.HasWaiting)
        {
            _core.HasBacklog = true;
            _core.RequestClaim();
        }
    }

    private View Look(SqliteSession session)
    {
        var now = _core.Now();
        return new View(
            session.Scalar<long>("SELECT EXISTS (SELECT 1 FROM orchestration WHERE owner = 0 AND ready = 1)") == 1,
            session.Scalar<long>("SELECT EXISTS (SELECT 1 FROM orchestration WHERE owner = $id AND ready = 1)", ("$id", _core.WorkerId)) == 1,
            session.Scalar<long?>("SELECT min(due) FROM orchestration_timer"),
            session.Query("SELECT id, process, lease_until FROM engine_worker", row => (Id: row.GetInt64(0), Process: row.GetString(1), Until: row.GetInt64(2)))
                .Any(worker => worker.Id != _core.WorkerId && WorkerLease.IsOver(worker.Process, worker.Until, now))
                || session.Scalar<long>(
                    "SELECT EXISTS (SELECT 1 FROM orchestration WHERE owner <> 0 AND owner NOT IN (SELECT id FROM engine_worker))") == 1);
    }

    private sealed record View(bool HasWaiting, bool HasMail, long? NextDue, bool HasDeadWorker);
}

using SaeFlows.Core.Ports;

namespace SaeFlows.Core.Models;

/// <summary>
/// A delivery whose lock is renewed, at half of what remains of it, until it is settled. Settle through this class only: it
/// keeps renewal and settlement apart, and goes on renewing when a settlement did not get through.
/// </summary>
internal sealed class HeldJob : IAsyncDisposable
{
    private static readonly TimeSpan ShortestRenewalDelay = TimeSpan.FromMilliseconds(50);

    private readonly IJobQueue _queue;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _settling = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Task _renewing;
    private ReceivedJob _job;

    public HeldJob(IJobQueue queue, ReceivedJob job, TimeProvider time)
    {
        _queue = queue;
        _job = job;
        _time = time;
        _renewing = job.LockedUntil == DateTimeOffset.MaxValue ? Task.CompletedTask : KeepAsync();
    }

    /// <summary>Cancelled when the lock is gone: the work must be dropped.</summary>
    public CancellationToken Lost => _lost.Token;

    public ReceivedJob Job => Volatile.Read(ref _job);

    /// <summary>True once a settlement went through.</summary>
    public bool IsSettled { get; private set; }

    public Task CompleteAsync(CancellationToken cancellationToken) =>
        SettleAsync(() => _queue.CompleteAsync(Job, cancellationToken), cancellationToken);

    public Task AbandonAsync(CancellationToken cancellationToken) =>
        SettleAsync(() => _queue.AbandonAsync(Job, cancellationToken), cancellationToken);

    public Task DeadLetterAsync(string reason, string description, CancellationToken cancellationToken) =>
        SettleAsync(() => _queue.DeadLetterAsync(Job, reason, description, cancellationToken), cancellationToken);

    /// <summary>Stops the renewal; an unsettled lock then runs out by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        await _settling.CancelAsync();
        await _renewing;
        _settling.Dispose();
        _lost.Dispose();
        _gate.Dispose();
    }

    private async Task SettleAsync(Func<Task> settle, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await settle();
            IsSettled = true;
            await _settling.CancelAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task KeepAsync()
    {
        try
        {
            while (await RenewOnceAsync())
            {
            }

            await _lost.CancelAsync();
        }
        catch (OperationCanceledException) when (_settling.IsCancellationRequested)
        {
            // Settled meanwhile: nothing left to keep.
        }
    }

    private async Task<bool> RenewOnceAsync()
    {
        var remaining = Job.LockedUntil - _time.GetUtcNow();
        if (remaining <= TimeSpan.Zero)
        {
            return false;
        }

        var canRenew = _queue.Capabilities.HasFlag(JobQueueCapabilities.Renewal);
        var delay = canRenew ? Max(remaining / 2, ShortestRenewalDelay) : remaining;
        await Task.Delay(delay, _time, _settling.Token);
        if (!canRenew)
        {
            return false;
        }

        await _gate.WaitAsync(_settling.Token);
        try
        {
            Volatile.Write(ref _job, await _queue.RenewAsync(Job, _settling.Token));
            return true;
        }
        catch (JobLockLostException)
        {
            return false;
        }
        catch (JobQueueUnavailableException)
        {
            // Tried again at half of what then remains; given up when nothing does.
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}

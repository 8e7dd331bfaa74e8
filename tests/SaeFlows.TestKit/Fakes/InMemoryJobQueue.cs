using SaeFlows.Core.Ports;

namespace SaeFlows.TestKit.Fakes;

/// <summary>A queue in memory with every capability, whose clock and absences a test controls.</summary>
public sealed class InMemoryJobQueue(string name, TimeProvider time, TimeSpan? lockDuration = null) : IJobQueue
{
    private readonly Lock _lock = new();
    private readonly List<InMemoryJob> _jobs = [];
    private readonly HashSet<string> _sentIds = new(StringComparer.Ordinal);
    private readonly TimeSpan _lockDuration = lockDuration ?? TimeSpan.FromSeconds(60);
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => name;

    public JobQueueCapabilities Capabilities { get; init; } = (JobQueueCapabilities)255;

    /// <summary>While true, every call fails as if the broker were away.</summary>
    public bool IsAway { get; set; }

    /// <summary>Renewals that went through.</summary>
    public int Renewals { get; private set; }

    /// <summary>Sends that went through, duplicates included.</summary>
    public int Sends { get; private set; }

    /// <summary>Called before a completion takes effect; may throw in its place.</summary>
    public Action<ReceivedJob>? BeforeComplete { get; set; }

    public Task SendAsync(JobMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Locked(() =>
        {
            Sends++;
            if (_sentIds.Add(message.MessageId))
            {
                _jobs.Add(new InMemoryJob(message) { VisibleAt = notBefore ?? DateTimeOffset.MinValue });
            }
        });
    }

    public async Task<IReadOnlyList<ReceivedJob>> ReceiveAsync(int credit, TimeSpan maxWait, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(credit, 1);
        var start = time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var change = _change.Task;
            List<ReceivedJob> taken = [];
            await Locked(() => taken = Take(credit), signal: false);
            var left = maxWait - time.GetElapsedTime(start);
            if (taken.Count > 0 || left <= TimeSpan.Zero)
            {
                return taken;
            }

            await Task.WhenAny(change, Task.Delay(left, time, cancellationToken));
        }
    }

    public async Task<ReceivedJob> RenewAsync(ReceivedJob job, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + _lockDuration;
        await Locked(() =>
        {
            Find(job).VisibleAt = until;
            Renewals++;
        });
        return job with { LockedUntil = until };
    }

    public Task CompleteAsync(ReceivedJob job, CancellationToken cancellationToken) => Locked(() =>
    {
        BeforeComplete?.Invoke(job);
        _jobs.Remove(Find(job));
    });

    public Task AbandonAsync(ReceivedJob job, CancellationToken cancellationToken) => Locked(() => Find(job).Release());

    public Task DeadLetterAsync(ReceivedJob job, string reason, string description, CancellationToken cancellationToken) =>
        Locked(() => Find(job).Dead = (reason, description));

    public async Task<IReadOnlyList<PeekedJob>> PeekAsync(int max, bool deadLettered, CancellationToken cancellationToken)
    {
        IReadOnlyList<PeekedJob> seen = [];
        await Locked(() => seen = [.. _jobs.Where(job => job.Dead is not null == deadLettered).Take(max).Select(job => job.Peek(time.GetUtcNow()))]);
        return seen;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private List<ReceivedJob> Take(int credit) =>
        [.. _jobs.Where(job => job.Dead is null && job.VisibleAt <= time.GetUtcNow()).Take(credit).Select(job => job.Lock(time.GetUtcNow() + _lockDuration))];

    private InMemoryJob Find(ReceivedJob job) =>
        _jobs.Find(held => held.LockToken == job.LockToken && held.Dead is null && held.VisibleAt > time.GetUtcNow())
            ?? throw new JobLockLostException($"The lock of '{job.Message.MessageId}' is gone.");

    private Task Locked(Action action, bool signal = true)
    {
        lock (_lock)
        {
            if (IsAway)
            {
                return Task.FromException(new JobQueueUnavailableException($"Queue '{name}' is away."));
            }

            try
            {
                action();
            }
            catch (Exception e)
            {
                return Task.FromException(e);
            }

            if (signal)
            {
                Interlocked.Exchange(ref _change, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            }

            return Task.CompletedTask;
        }
    }
}

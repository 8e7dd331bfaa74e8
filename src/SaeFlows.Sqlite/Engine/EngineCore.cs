using System.Collections.Concurrent;
using SaeFlows.Core.Durability;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Engine;

/// <summary>What the parts of one engine share.</summary>
internal sealed class EngineCore
{
    private readonly TaskCompletionSource _fault = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _atWork;
    private int _claimPending;
    private long _leaseUntil;
    private volatile bool _backlog;
    private volatile bool _isRunning;
    private TaskCompletionSource? _quiet;

    public EngineCore(SqliteDatabase database, OrchestrationRegistry registry, SqliteEngineOptions options, TimeProvider clock)
    {
        Database = database;
        Registry = registry;
        Options = options;
        Clock = clock;
        Activities = new ActivityDispatcher(options.MaxConcurrentActivities);
        Idle = new IdleInstances(this);
        Timers = new TimerPump(this);
        Waiters = new CompletionWaiters(database);
        _ = _fault.Task.ContinueWith(static task => _ = task.Exception, TaskScheduler.Default);
    }

    public SqliteDatabase Database { get; }

    public OrchestrationRegistry Registry { get; }

    public SqliteEngineOptions Options { get; }

    public TimeProvider Clock { get; }

    public ActivityDispatcher Activities { get; }

    public IdleInstances Idle { get; }

    public TimerPump Timers { get; }

    public CompletionWaiters Waiters { get; }

    /// <summary>Instances that this process owns, by seq. Changed on the writer thread only.</summary>
    public ConcurrentDictionary<long, LiveInstance> Live { get; } = new();

    /// <summary>Row of this process in engine_worker; 0 while it takes no work.</summary>
    public long WorkerId { get; set; }

    /// <summary>When this process's right to its instances ends, Unix milliseconds, unless renewed.</summary>
    public long LeaseUntil
    {
        get => Volatile.Read(ref _leaseUntil);
        set => Volatile.Write(ref _leaseUntil, value);
    }

    /// <summary>False before the start and from the stop on: nothing new is begun.</summary>
    public bool IsRunning
    {
        get => _isRunning;
        set => _isRunning = value;
    }

    /// <summary>Ends in failure when the database can no longer be written.</summary>
    public Task Fault => _fault.Task;

    public bool HasFailed => _fault.Task.IsFaulted;

    /// <summary>Room for more instances at work.</summary>
    public int Room => IsRunning && !HasFailed ? Options.MaxConcurrentOrchestrations - Volatile.Read(ref _atWork) : 0;

    /// <summary>Instances may be waiting in the table: new ones queue behind them.</summary>
    public bool HasBacklog
    {
        get => _backlog;
        set => _backlog = value;
    }

    /// <summary>Whole milliseconds, as they are stored.</summary>
    public DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(Clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>
    /// A process that has slept may have lost its instances without knowing: before it begins anything it asks. Those lost are gone afterwards.
    /// </summary>
    public async ValueTask EnsureLeaseAsync()
    {
        if (IsRunning && Now().ToUnixTimeMilliseconds() > LeaseUntil)
        {
            var work = new LeaseWork(this);
            Database.Write(work);
            await work.Task.ConfigureAwait(false);
        }
    }

    public void BeginWork() => Interlocked.Increment(ref _atWork);

    public void EndWork()
    {
        if (Interlocked.Decrement(ref _atWork) == 0)
        {
            Volatile.Read(ref _quiet)?.TrySetResult();
        }

        if (HasBacklog && Room > Options.MaxConcurrentOrchestrations / 4)
        {
            RequestClaim();
        }
    }

    /// <summary>Completes when no instance is at work; call after <see cref="IsRunning"/> was set to false.</summary>
    public Task WhenQuiet()
    {
        var quiet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _quiet, quiet);
        if (Volatile.Read(ref _atWork) == 0)
        {
            quiet.TrySetResult();
        }

        return quiet.Task;
    }

    /// <summary>Looks for instances to take on, unless that is already under way.</summary>
    public void RequestClaim()
    {
        if (Room > 0 && Interlocked.Exchange(ref _claimPending, 1) == 0)
        {
            Database.Write(new ClaimWork(this));
        }
    }

    public void ClaimBegins() => Volatile.Write(ref _claimPending, 0);

    /// <summary>The database failed: stop here, so that memory never runs ahead of what is on disk.</summary>
    public void Fail(Exception exception)
    {
        if (_fault.TrySetException(exception))
        {
            IsRunning = false;
            Waiters.Fail(exception);
        }
    }
}

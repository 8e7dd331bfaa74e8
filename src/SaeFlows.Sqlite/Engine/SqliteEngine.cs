using System.ComponentModel.DataAnnotations;
using SaeFlows.Core;
using SaeFlows.Core.Durability;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Sqlite.Engine;

/// <summary>
/// The embedded durable engine: journals every step in a SQLite database and goes on after a crash where the journal ends.
/// Without <see cref="StartAsync"/> it is a client only. Several engines, also of several processes on one machine, may work on
/// one database: each instance is worked by one of them at a time. Thread-safe.
/// </summary>
/// <remarks>
/// A step's completion and the steps that follow from it are committed together; an activity starts only after its request is
/// committed, and once its completion is committed it never runs again. Activities of an instance run in the process that works it.
/// </remarks>
public sealed partial class SqliteEngine : IOrchestrationClient, IAsyncDisposable
{
    private readonly EngineCore _core;
    private CancellationTokenSource? _polling;
    private Task _poll = Task.CompletedTask;

    /// <param name="database">Open database; the engine makes its tables in it and does not dispose it.</param>
    /// <param name="registry">The code: complete before the engine is started.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="timeProvider">Clock of timers, leases and records; null for the system's.</param>
    /// <exception cref="UserInputException">The database was made by a newer program, or can't be written.</exception>
    public SqliteEngine(SqliteDatabase database, OrchestrationRegistry registry, SqliteEngineOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(registry);
        options ??= new SqliteEngineOptions();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        database.Migrate(EngineSchema.Component);
        _core = new EngineCore(database, registry, options, timeProvider ?? TimeProvider.System);
    }

    /// <summary>Never completes while all is well; fails when the database can no longer be written (disk full): the engine has then stopped.</summary>
    public Task Failure => _core.Fault;

    /// <summary>Begins to work: takes over what a dead process left behind, then whatever waits.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_polling is not null)
        {
            throw new InvalidOperationException("The engine has been started already.");
        }

        _polling = new CancellationTokenSource();
        await WriteAsync(new LeaseWork(_core)).WaitAsync(cancellationToken).ConfigureAwait(false);
        _core.IsRunning = true;
        await WriteAsync(new TakeoverWork(_core)).WaitAsync(cancellationToken).ConfigureAwait(false);
        await LookAroundAsync(cancellationToken).ConfigureAwait(false);
        _poll = PollAsync(_polling.Token);
    }

    /// <summary>
    /// Stops: nothing new is begun, running activities are asked to end and waited for (their results are kept), then all
    /// instances are handed back. A later start, here or elsewhere, goes on from there.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_polling is null || !_core.IsRunning && _core.WorkerId == 0)
        {
            return;
        }

        _core.IsRunning = false;
        await _polling.CancelAsync().ConfigureAwait(false);
        await _poll.ConfigureAwait(false);
        foreach (var instance in _core.Live.Values)
        {
            instance.Stop();
        }

        await WaitForQuietAsync(cancellationToken).ConfigureAwait(false);
        if (!_core.HasFailed)
        {
            await WriteAsync(new StopWork(_core)).ConfigureAwait(false);
        }

        _polling.Dispose();
        _polling = null;
    }

    /// <summary>Stops and releases the engine; the database stays open.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _core.Timers.Dispose();
    }

    private async Task WaitForQuietAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAny(_core.WhenQuiet(), _core.Fault)
                .WaitAsync(TimeSpan.FromSeconds(_core.Options.StopTimeoutSeconds), cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // An activity that does not heed its token: its result will be void, and it runs again at the next start.
        }
    }

    private Task<T> WriteAsync<T>(ClientWork<T> work)
    {
        _core.Database.Write(work);
        return work.Task;
    }
}

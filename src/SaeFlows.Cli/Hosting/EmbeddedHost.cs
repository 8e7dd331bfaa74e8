using SaeFlows.Core.Durability;
using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;
using SaeFlows.Core;
using SaeFlows.Hosting.Runs;
using SaeFlows.Orchestrations;
using SaeFlows.Pocket.Reformulation;
using SaeFlows.Pocket.Verification;
using SaeFlows.Sqlite.Artifacts;
using SaeFlows.Sqlite.Engine;
using SaeFlows.Sqlite.Ledger;
using SaeFlows.Sqlite.Queue;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Cli.Hosting;

/// <summary>Everything on one machine in one database file: stores, queues, engine, and, once started, the model worker.</summary>
internal sealed class EmbeddedHost : IAsyncDisposable
{
    /// <summary>Jobs in one forward pass.</summary>
    public const int ModelBatch = 64;

    private readonly SqliteDatabase _database;
    private readonly ModelQueues _queues;
    private readonly bool _externalWorker;
    private readonly SqliteEngine _engine;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _loops = [];
    private Task _work = Task.CompletedTask;
    private bool _started;

    private EmbeddedHost(SqliteDatabase database, string? queueConnection, bool externalWorker)
    {
        _externalWorker = externalWorker;
        _database = database;
        Runs = new SqliteRunStore(database, TimeProvider.System);
        Ledger = new SqliteLedger(database, TimeProvider.System);
        Artifacts = new FolderArtifactStore(ArtifactFolder(database.Path));
        _queues = ModelQueues.Open(database, queueConnection);
        var registry = OrchestrationCatalog.Create(Runs, Ledger, _queues.Jobs, new PocketAnnotator(), new PocketChecker(), () => _engine!, TimeProvider.System);
        _engine = new SqliteEngine(database, registry);
    }

    public string Path => _database.Path;

    public IRunStore Runs { get; }

    public ILedger Ledger { get; }

    /// <summary>A folder beside the database; made when there is something for it.</summary>
    public IArtifactStore Artifacts { get; }

    public IOrchestrationClient Engine => _engine;

    /// <summary>Ends, with the error, when engine, worker or result pump can't go on; never before <see cref="StartAsync"/>.</summary>
    public Task Work => _work;

    /// <summary>Opens a database file, making it where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="queueConnection">A broker for the model jobs; null keeps them in the file.</param>
    /// <param name="externalWorker">True leaves the model jobs to other processes.</param>
    public static EmbeddedHost Open(string path, string? queueConnection = null, bool externalWorker = false) =>
        new(SqliteDatabase.Open(path), queueConnection, externalWorker);

    /// <summary>Where the artifacts of a database lie.</summary>
    public static string ArtifactFolder(string databasePath) => System.IO.Path.ChangeExtension(databasePath, null) + "-artifacts";

    /// <summary>Opens a database file that must be there.</summary>
    /// <exception cref="UserInputException">It is not.</exception>
    public static EmbeddedHost OpenExisting(string path, string? queueConnection = null, bool externalWorker = false) => File.Exists(path)
        ? Open(path, queueConnection, externalWorker)
        : throw new UserInputException($"Database '{path}' does not exist: name the one that the run was queued in with --db.");

    /// <summary>Starts engine, model worker and result pump; they work until the host is disposed.</summary>
    public async Task StartAsync(IModelRuntime runtime, CancellationToken cancellationToken)
    {
        if (_started)
        {
            return;
        }

        _started = true;
        await _engine.StartAsync(cancellationToken);
        var pump = new ResultPump(_queues.Results, _engine);
        _loops.Add(Task.Run(() => pump.RunAsync(_stopping.Token), CancellationToken.None));
        if (!_externalWorker)
        {
            var worker = new ModelWorker(
                _queues.Jobs,
                _queues.Results,
                runtime,
                new SqliteModelResultCache(_database),
                new ModelWorkerOptions { MaxBatch = ModelBatch },
                evidence: new EvidenceClaimCheck(Artifacts));
            _loops.Add(Task.Run(() => worker.RunAsync(_stopping.Token), CancellationToken.None));
        }

        _work = Task.WhenAny([.. _loops, _engine.Failure]).Unwrap();
    }

    /// <summary>The run of that id, or the newest one for <c>last</c>.</summary>
    /// <exception cref="UserInputException">There is none.</exception>
    public async Task<RunRecord> FindRunAsync(string name, CancellationToken cancellationToken)
    {
        if (name == "last")
        {
            var runs = await Runs.ListAsync(cancellationToken);
            return runs.Count > 0 ? runs[0] : throw new UserInputException($"Database '{Path}' holds no run yet.");
        }

        return await Runs.FindAsync(name, cancellationToken)
            ?? throw new UserInputException($"Database '{Path}' has no run '{name}'; 'saeflows runs --db {Path}' lists them.");
    }

    /// <summary>
    /// The instance that works the run now, scheduled where it is not yet: the run's own, or that of its last retry.
    /// </summary>
    public Task<string> ScheduleAsync(RunRecord run, CancellationToken cancellationToken) =>
        RunScheduling.ScheduleAsync(Engine, Ledger, run.RunId, cancellationToken);

    /// <summary>The run's figures so far.</summary>
    public async Task<RunSummary> SummariseAsync(string runId, CancellationToken cancellationToken) =>
        await RunSummaryBuilder.BuildAsync(
            await FindRunAsync(runId, cancellationToken), Runs.ReadOutcomesAsync(runId, cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _engine.StopAsync(CancellationToken.None);
        await _stopping.CancelAsync();
        try
        {
            // All of them, not the first alone: the database must not close under a worker that still drains.
            await Task.WhenAll(_loops);
        }
        catch (Exception error) when (error is OperationCanceledException or UserInputException)
        {
            // Whoever waited on the work has seen it.
        }

        await _engine.DisposeAsync();
        await _queues.DisposeAsync();
        await _database.DisposeAsync();
        _stopping.Dispose();
    }
}

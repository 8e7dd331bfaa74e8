using SaeFlows.Core.Audit;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;
using SaeFlows.Hosting.Runs;
using SaeFlows.Orchestrations;
using SaeFlows.Pocket.Reformulation;
using SaeFlows.Pocket.Verification;
using SaeFlows.Sqlite.Ledger;
using SaeFlows.Sqlite.Storage;
using SaeFlows.TestKit.Fakes;
using SaeFlows.Torch.Runtime;

namespace SaeFlows.Azure.Tests.Runs;

/// <summary>Stores, queues and a working model around an engine that a test brings.</summary>
internal sealed class PocketWorkshop : IAsyncDisposable
{
    public const string RunId = "pocket-run";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saeflows-test-");
    private readonly InMemoryJobQueue _jobs = new(ModelMessages.JobsQueue, TimeProvider.System);
    private readonly InMemoryJobQueue _results = new(ModelMessages.ResultsQueue, TimeProvider.System);
    private readonly ModelRuntimePool _runtimes = new(BuiltIn.Folders);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _loops = [];

    public PocketWorkshop()
    {
        Database = SqliteDatabase.Open(Path.Combine(_folder.FullName, "pocket.db"));
        Runs = new SqliteRunStore(Database, TimeProvider.System);
        Ledger = new SqliteLedger(Database, TimeProvider.System);
    }

    public SqliteDatabase Database { get; }

    public IRunStore Runs { get; }

    public ILedger Ledger { get; }

    public OrchestrationRegistry Catalog(Func<IOrchestrationClient> client) =>
        OrchestrationCatalog.Create(Runs, Ledger, _jobs, new PocketAnnotator(), new PocketChecker(), client, TimeProvider.System);

    public async Task WriteRunAsync(int? limit, CancellationToken cancellationToken)
    {
        var model = new ModelReference(BuiltIn.Pocket, BuiltIn.Pocket, BuiltIn.Pocket);
        var request = new RunRequest(BuiltIn.PocketMath, null, null, model, ["none", "detect"], limit, null, 4);
        var plan = await RunPlan.PrepareAsync(request, (reference, _) => Task.FromResult(_runtimes.Get(reference).Description), cancellationToken);
        await plan.WriteAsync(RunId, Runs, Ledger, cancellationToken);
    }

    /// <summary>Works the run, or its retry, to the end; returns its figures without time and store.</summary>
    public async Task<string> WorkAsync(IOrchestrationClient client, CancellationToken cancellationToken)
    {
        if (_loops.Count == 0)
        {
            _loops.Add(new ResultPump(_results, client).RunAsync(_stopping.Token));
            _loops.Add(Task.Run(() => new ModelWorker(_jobs, _results, _runtimes, options: new ModelWorkerOptions { MaxBatch = 64 }).RunAsync(_stopping.Token), CancellationToken.None));
        }

        string instanceId = await RunScheduling.ScheduleAsync(client, Ledger, RunId, cancellationToken);
        var ended = await client.WaitForCompletionAsync(instanceId, cancellationToken);
        Assert.True(ended.Status == OrchestrationRuntimeStatus.Completed, $"{ended.Status}: {ended.Failure?.ErrorMessage}");
        var run = (await Runs.FindAsync(RunId, cancellationToken))!;
        var summary = await RunSummaryBuilder.BuildAsync(run, Runs.ReadOutcomesAsync(RunId, cancellationToken), cancellationToken);
        return DurableJson.Serialize(new { summary.Status, summary.Counts, summary.Arms, summary.Detection, summary.Kinds });
    }

    public async Task<LedgerReport> VerifyLedgerAsync(CancellationToken cancellationToken)
    {
        var finished = Runs.ReadOutcomesAsync(RunId, cancellationToken).Select(outcome => (outcome.QuestionId, LedgerKeys.Score(outcome.InstanceId)));
        return await LedgerVerifier.VerifyAsync(RunId, completed: true, Ledger.ReadRunAsync(RunId, cancellationToken), finished, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops);
        _runtimes.Dispose();
        await Database.DisposeAsync();
        _stopping.Dispose();
        _folder.Delete(recursive: true);
    }
}

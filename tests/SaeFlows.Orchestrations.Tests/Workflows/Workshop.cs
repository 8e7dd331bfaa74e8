using SaeFlows.Core.Audit;
using SaeFlows.Core.Datasets;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Models;
using SaeFlows.Core.Runs;
using SaeFlows.Orchestrations.Retries;
using SaeFlows.Orchestrations.Runs;
using SaeFlows.Sqlite.Engine;
using SaeFlows.Sqlite.Ledger;
using SaeFlows.Sqlite.Queue;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Orchestrations.Tests.Workflows;

/// <summary>The real engine, queue, stores and worker loop on a real file; only model, reformulator and verifier are scripted.</summary>
internal sealed class Workshop : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saeflows-test-");
    private readonly SqliteDatabase _database;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _work;

    public Workshop()
    {
        _database = SqliteDatabase.Open(Path.Combine(_folder.FullName, "test.db"));
        Store = new SqliteRunStore(_database, TimeProvider.System);
        Ledger = new SqliteLedger(_database, TimeProvider.System);
        var jobs = new SqliteJobQueue(_database, ModelMessages.JobsQueue);
        var results = new SqliteJobQueue(_database, ModelMessages.ResultsQueue);
        Engine = new SqliteEngine(_database, OrchestrationCatalog.Create(Store, Ledger, jobs, Script, Script, () => Engine!, TimeProvider.System));
        _work = Task.WhenAll(
            new ModelWorker(jobs, results, Script).RunAsync(_stopping.Token),
            new ResultPump(results, Engine).RunAsync(_stopping.Token));
    }

    public Scripted Script { get; } = new();

    public SqliteRunStore Store { get; }

    public SqliteLedger Ledger { get; }

    public SqliteEngine Engine { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Works a run over the given texts (ids q1, q2, ...; each one's right answer is 2) to its end.</summary>
    public async Task<IReadOnlyList<QuestionOutcome>> RunAsync(RunSettings settings, params string[] texts)
    {
        var rows = texts.Select((text, index) => new DatasetRow(index + 1, Question(index, text), null));
        await Store.CreateAsync("r1", settings, rows.ToAsyncEnumerable(), Token);
        await Engine.StartAsync(Token);
        await Engine.ScheduleNewAsync(RunOrchestration.Name, new RunInput("r1"), "r1", Token);
        var ended = await Engine.WaitForCompletionAsync("r1", Token).WaitAsync(Patience, Token);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.Status);
        return await OutcomesAsync();
    }

    /// <summary>Retries the finished run, as its n-th retry.</summary>
    public async Task<IReadOnlyList<QuestionOutcome>> RetryAsync(RetryInput input, int number = 1)
    {
        string instanceId = RetryInput.InstanceId("r1", number);
        await Engine.ScheduleNewAsync(RetryOrchestration.Name, input, instanceId, Token);
        var ended = await Engine.WaitForCompletionAsync(instanceId, Token).WaitAsync(Patience, Token);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.Status);
        return await OutcomesAsync();
    }

    /// <summary>The steps of one question's chain, in order, with their attempts.</summary>
    public async Task<IEnumerable<string>> StepsAsync(string question) =>
        (await Ledger.ReadChainAsync("r1", question, Token)).Select(recorded => DurableJson.Deserialize<LedgerBody>(recorded.Body)!).Select(body => $"{body.Step} {body.Attempt}");

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await _stopping.CancelAsync();
        await _work;
        await _database.DisposeAsync();
        _stopping.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<IReadOnlyList<QuestionOutcome>> OutcomesAsync() =>
        await ((Core.Ports.IRunStore)Store).ReadOutcomesAsync("r1", Token).ToListAsync(Token);

    private static Question Question(int index, string text)
    {
        int at = text.IndexOf("suspect", StringComparison.Ordinal);
        var truth = new QuestionTruth(at < 0 ? QuestionKinds.Unambiguous : QuestionKinds.Ambiguous, at < 0 ? [] : [new Core.TextSpan(at, at + 7)]);
        return new Question { Id = $"q{index + 1}", Text = text, Answer = "2", Truth = truth };
    }
}

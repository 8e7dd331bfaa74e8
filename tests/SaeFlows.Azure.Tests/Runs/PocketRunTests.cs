using SaeFlows.Azure.Tests.Engine;
using SaeFlows.Azure.Tests.Payloads;
using SaeFlows.Core.Durability;
using SaeFlows.Functions.Clients;
using SaeFlows.Functions.Orchestrations;
using SaeFlows.Functions.Payloads;
using SaeFlows.Hosting.Runs;
using SaeFlows.Orchestrations.Questions;
using SaeFlows.Orchestrations.Retries;
using SaeFlows.Orchestrations.Runs;
using SaeFlows.Sqlite.Engine;

namespace SaeFlows.Azure.Tests.Runs;

/// <summary>The product's own run through the functions on Durable Task's engine.</summary>
public sealed class PocketRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PocketMath_ThroughTheFunctions_GivesTheTotalsOfTheEmbeddedEngine()
    {
        string embedded = await EmbeddedAsync(limit: null);
        await using var workshop = new PocketWorkshop();
        await using var host = await StartAsync(workshop, new MemoryPayloads().Codec());
        await workshop.WriteRunAsync(limit: null, Token);

        string durable = await workshop.WorkAsync(host.Client, Token);

        Assert.Contains("\"total\":480", durable, StringComparison.Ordinal);
        Assert.Equal(embedded, durable);
        var ledger = await workshop.VerifyLedgerAsync(Token);
        Assert.True(ledger is { Ok: true, Sealed: true }, ledger.Fault?.ToString());
    }

    [Fact]
    public async Task PocketMath_EveryPayloadAsClaim_GivesTheSameTotals()
    {
        string embedded = await EmbeddedAsync(limit: 30);
        var claims = new MemoryPayloads();
        await using var workshop = new PocketWorkshop();
        await using var host = await StartAsync(workshop, claims.Codec(limitBytes: 256));
        await workshop.WriteRunAsync(limit: 30, Token);

        Assert.Equal(embedded, await workshop.WorkAsync(host.Client, Token));
        Assert.True(claims.Count > 30, $"only {claims.Count} claims were made");
    }

    [Fact]
    public async Task Fork_OneQuestionFromVerify_ReusesWhatCameBeforeAndSealsAgain()
    {
        await using var workshop = new PocketWorkshop();
        await using var host = await StartAsync(workshop, new MemoryPayloads().Codec());
        await workshop.WriteRunAsync(limit: 30, Token);
        string before = await workshop.WorkAsync(host.Client, Token);
        var verified = await workshop.Runs.ReadOutcomesAsync(PocketWorkshop.RunId, Token).FirstAsync(outcome => outcome.Arms.Any(arm => arm.Proposals > 0), Token);
        var run = (await workshop.Runs.FindAsync(PocketWorkshop.RunId, Token))!;
        await RunScheduling.ReopenAsync(
            workshop.Runs, workshop.Ledger, run, new RetryInput(run.RunId, false, false, QuestionActivities.Verify, QuestionId: verified.QuestionId), Token);

        string after = await workshop.WorkAsync(host.Client, Token);

        string fork = RunOrchestration.QuestionInstanceId(RetryInput.InstanceId(run.RunId, 1), verified.QuestionId);
        var steps = (await host.Client.GetHistoryAsync(fork, Token)).Where(step => step.Kind == HistoryEventKind.TaskScheduled).Select(step => step.Name).ToList();
        Assert.Equal(QuestionActivities.Verify, steps[0]);
        Assert.DoesNotContain(QuestionActivities.LoadQuestion, steps);
        Assert.Equal(before, after);
        Assert.True((await workshop.VerifyLedgerAsync(Token)).Ok);
    }

    private static async Task<string> EmbeddedAsync(int? limit)
    {
        await using var workshop = new PocketWorkshop();
        SqliteEngine engine = null!;
        engine = new SqliteEngine(workshop.Database, workshop.Catalog(() => engine));
        await using (engine)
        {
            await engine.StartAsync(Token);
            await workshop.WriteRunAsync(limit, Token);
            return await workshop.WorkAsync(engine, Token);
        }
    }

    private static async Task<DurableTaskHost> StartAsync(PocketWorkshop workshop, PayloadCodec payloads)
    {
        var clients = new DurableClients(payloads);
        var activities = new ActivityFunctions(new ActivityRunner(workshop.Catalog(() => clients.Current), payloads), clients);
        return await DurableTaskHost.StartAsync(
            (tasks, started) => FunctionTasks.Register(tasks, started, new OrchestratorFunctions(payloads), activities), payloads, manualClock: false);
    }
}

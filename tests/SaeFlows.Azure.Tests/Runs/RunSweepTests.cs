using Microsoft.Extensions.Logging.Abstractions;
using SaeFlows.Azure.Tests.Engine;
using SaeFlows.Azure.Tests.Payloads;
using SaeFlows.Core.Audit;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Runs;
using SaeFlows.Functions.Sweeps;
using SaeFlows.Sqlite.Artifacts;
using SaeFlows.TestKit.Fakes;

namespace SaeFlows.Azure.Tests.Runs;

public sealed class RunSweepTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saeflows-test-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SweepAsync_RunThatEndedLongAgo_ExportsItsHistoriesAndPurgesThem()
    {
        await using var workshop = new PocketWorkshop();
        await using var host = await StartAsync(workshop);
        await workshop.WriteRunAsync(limit: 5, Token);
        await workshop.WorkAsync(host.Client, Token);
        var artifacts = new FolderArtifactStore(_folder.FullName);
        var later = new ShiftedTimeProvider();
        later.Advance(TimeSpan.FromDays(31));

        await new RunSweep(workshop.Runs, workshop.Ledger, artifacts, later, NullLogger<RunSweep>.Instance).SweepAsync(host.Client, TimeSpan.FromDays(30), Token);

        var exported = (await workshop.Ledger.ReadChainAsync(PocketWorkshop.RunId, LedgerEvent.RunChain, Token))[^1];
        var body = DurableJson.Deserialize<LedgerBody>(exported.Body)!;
        Assert.Equal((LedgerKeys.HistoryExported, 6), (body.Step, body.Output!.Value.GetProperty("instances").GetInt32()));
        var manifest = DurableJson.Deserialize<Dictionary<string, string>>(
            System.Text.Encoding.UTF8.GetString(await artifacts.GetAsync(body.Output.Value.GetProperty("manifest").GetString()!, Token)))!;
        Assert.Contains("ExecutionCompleted", System.Text.Encoding.UTF8.GetString(await artifacts.GetAsync(manifest[PocketWorkshop.RunId], Token)), StringComparison.Ordinal);
        Assert.Null(await host.Client.GetAsync(PocketWorkshop.RunId, Token));
        Assert.True((await workshop.VerifyLedgerAsync(Token)) is { Ok: true, Sealed: true });
    }

    [Fact]
    public async Task SweepAsync_OrchestrationWasTerminated_ClosesTheRunWithTheReason()
    {
        await using var workshop = new PocketWorkshop();
        await using var host = await StartAsync(workshop);
        await workshop.WriteRunAsync(limit: 5, Token);
        var sweep = new RunSweep(workshop.Runs, workshop.Ledger, new FolderArtifactStore(_folder.FullName), TimeProvider.System, NullLogger<RunSweep>.Instance);
        await sweep.SweepAsync(host.Client, TimeSpan.FromDays(30), Token);
        await host.Client.TerminateAsync(PocketWorkshop.RunId, "by the platform", Token);
        await host.Client.WaitForCompletionAsync(PocketWorkshop.RunId, Token);

        await sweep.SweepAsync(host.Client, TimeSpan.FromDays(30), Token);

        Assert.Equal(RunStatus.Cancelled, (await workshop.Runs.FindAsync(PocketWorkshop.RunId, Token))!.Status);
        Assert.Contains("by the platform", (await workshop.Ledger.ReadChainAsync(PocketWorkshop.RunId, LedgerEvent.RunChain, Token))[^1].Body, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<DurableTaskHost> StartAsync(PocketWorkshop workshop)
    {
        DurableTaskHost host = null!;
        var catalog = workshop.Catalog(() => host.Client);
        host = await DurableTaskHost.StartAsync((tasks, started) => CatalogTasks.Register(tasks, catalog, started.Payloads), new MemoryPayloads().Codec(), manualClock: false);
        return host;
    }
}

using Azure.Data.Tables;
using SaeFlows.AzureStorage.Ledger;
using SaeFlows.Core.Audit;
using SaeFlows.Core.Ports;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.AzureStorage;

[Collection(AzuriteCollection.Name)]
public sealed class TableLedgerTests : LedgerSuite
{
    private readonly TableClient _table;
    private readonly TableLedger _ledger;

    public TableLedgerTests(AzuriteServer azurite)
    {
        _table = azurite.Settings().Table();
        _table.Create();
        _ledger = new TableLedger(_table, TimeProvider.System);
    }

    protected override ILedger Ledger => _ledger;

    [Fact]
    public async Task AppendAsync_SeveralWritersAtOnce_MakeOneWholeChain()
    {
        var token = TestContext.Current.CancellationToken;
        var writers = Enumerable.Range(0, 4).Select(_ => new TableLedger(_table, TimeProvider.System)).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => writers[i % 4].AppendAsync(
            new LedgerEntry { RunId = "r", QuestionId = "q", Key = $"k{i % 12}", Step = "answer" }, token)));

        var chain = await _ledger.ReadChainAsync("r", "q", token);
        var report = await LedgerVerifier.VerifyAsync("r", completed: false, chain.ToAsyncEnumerable(), AsyncEnumerable.Empty<(string, string)>(), token);
        Assert.True(report.Ok, report.Fault?.ToString());
        Assert.Equal(12, chain.Count);
    }

    [Fact]
    public async Task AppendAsync_BodyOverAPropertysLimit_ComesBackWhole()
    {
        var token = TestContext.Current.CancellationToken;
        string large = string.Concat(Enumerable.Repeat("\u00e9\u4e2d", 60_000));

        var written = await _ledger.AppendAsync(
            new LedgerEntry { RunId = "r", QuestionId = "q", Key = "k", Step = "answer", Output = System.Text.Json.JsonSerializer.SerializeToElement(large) }, token);

        Assert.Equal(written, await _ledger.FindAsync("r", "q", "k", token));
    }
}

using System.Text.Json;
using SaeFlows.Core.Audit;
using SaeFlows.Core.Ports;

namespace SaeFlows.TestKit.Suites;

/// <summary>What every <see cref="ILedger"/> must do.</summary>
public abstract class LedgerSuite
{
    protected abstract ILedger Ledger { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AppendAsync_TwoEntries_AreChainedByHash()
    {
        var first = await Ledger.AppendAsync(Entry("q", "a"), Token);
        var second = await Ledger.AppendAsync(Entry("q", "b"), Token);

        Assert.Equal((0, LedgerEvent.GenesisHash), (first.Sequence, first.PreviousHash));
        Assert.Equal((1, first.Hash), (second.Sequence, second.PreviousHash));
        Assert.Equal(LedgerChain.Hash(first.Hash, second.Body), second.Hash);
    }

    [Fact]
    public async Task AppendAsync_SameKeyAgain_KeepsTheFirstEvent()
    {
        var first = await Ledger.AppendAsync(Entry("q", "a", output: 1), Token);
        var again = await Ledger.AppendAsync(Entry("q", "a", output: 2), Token);

        Assert.Equal(first, again);
        Assert.Equal(first, Assert.Single(await Ledger.ReadChainAsync("r", "q", Token)));
        Assert.Equal(first, await Ledger.FindAsync("r", "q", "a", Token));
    }

    [Fact]
    public async Task AppendAsync_ManyAtOnce_MakeOneWholeChain()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Ledger.AppendAsync(Entry("q", $"k{i}"), Token)));

        var report = await LedgerVerifier.VerifyAsync("r", completed: false, Ledger.ReadRunAsync("r", Token), AsyncEnumerable.Empty<(string, string)>(), Token);

        Assert.True(report.Ok, report.Fault?.ToString());
        Assert.Equal((1, 50), (report.Chains, report.Events));
    }

    [Fact]
    public async Task ReadRunAsync_MoreThanAPage_ComesOrderedByChainAndSequence()
    {
        for (int i = 0; i < 1203; i++)
        {
            await Ledger.AppendAsync(Entry($"q{i % 3}", $"k{i}"), Token);
        }

        await Ledger.AppendAsync(Entry("q0", "elsewhere") with { RunId = "other" }, Token);

        var read = await Ledger.ReadRunAsync("r", Token).Select(e => (e.QuestionId, e.Sequence)).ToListAsync(Token);

        Assert.Equal([.. Enumerable.Range(0, 3).SelectMany(q => Enumerable.Range(0, 401).Select(s => ($"q{q}", (long)s)))], read);
    }

    [Fact]
    public async Task AppendAsync_TextOfAnyKind_ComesBackAsWritten()
    {
        const string Odd = "\u00e9\u4e2d\U0001f600 \"quoted\" \\ \u0001 </script>";
        var written = await Ledger.AppendAsync(Entry("q " + Odd, "k") with { Output = JsonSerializer.SerializeToElement(Odd) }, Token);
        var read = Assert.Single(await Ledger.ReadChainAsync("r", "q " + Odd, Token));

        Assert.Equal(written, read);
        Assert.Equal(Odd, JsonDocument.Parse(read.Body).RootElement.GetProperty("output").GetString());
    }

    [Fact]
    public async Task FindAsync_UnknownKey_IsNull() => Assert.Null(await Ledger.FindAsync("r", "q", "none", Token));

    private static LedgerEntry Entry(string question, string key, int output = 0) => new()
    {
        RunId = "r",
        QuestionId = question,
        Key = key,
        Step = "answer",
        Output = JsonSerializer.SerializeToElement(output),
    };
}

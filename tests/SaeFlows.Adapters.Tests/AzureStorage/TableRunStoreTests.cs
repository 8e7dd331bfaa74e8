using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using SaeFlows.AzureStorage.Runs;
using SaeFlows.Core;
using SaeFlows.Core.Datasets;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;
using SaeFlows.TestKit.Builders;
using SaeFlows.TestKit.Fakes;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.AzureStorage;

[Collection(AzuriteCollection.Name)]
public sealed class TableRunStoreTests : RunStoreSuite
{
    private readonly TableClient _table;
    private readonly TableRunStore _store;

    public TableRunStoreTests(AzuriteServer azurite)
    {
        _table = azurite.Settings().Table();
        _table.Create();
        _store = new TableRunStore(_table, TimeProvider.System);
    }

    protected override IRunStore Store => _store;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateAsync_WhileAnotherWriterLoads_WaitsAndIsRefused()
    {
        var gate = new TaskCompletionSource();
        var began = new TaskCompletionSource();
        var first = _store.CreateAsync("r1", Runs.Settings, Gated(Runs.Rows(250), 120, began, gate.Task, Token), Token);
        await began.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        var second = new TableRunStore(_table, TimeProvider.System).CreateAsync("r1", Runs.Settings, Runs.Rows(250).ToAsyncEnumerable(), Token);
        gate.SetResult();

        Assert.Equal((RunStatus.Queued, 250L), ((await first).Status, (await first).Total));
        await Assert.ThrowsAsync<UserInputException>(() => second);
        Assert.Equal(250, await _store.ReadQuestionsAsync("r1", Token).CountAsync(Token));
    }

    [Fact]
    public async Task CreateAsync_AnotherWriterFellSilent_LoadsAnewAndOutlivesItsReturn()
    {
        var gate = new TaskCompletionSource();
        var began = new TaskCompletionSource();
        var silent = _store.CreateAsync("r1", Runs.Settings, Gated(Runs.Rows(250), 120, began, gate.Task, Token), Token);
        await began.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        var next = new TableRunStore(_table, new ImpatientTimeProvider());

        var run = await next.CreateAsync("r1", Runs.Settings, Runs.Rows(130).ToAsyncEnumerable(), Token);
        gate.SetResult();
        await Assert.ThrowsAsync<UserInputException>(() => silent);

        Assert.Equal((RunStatus.Queued, 130L), (run.Status, run.Total));
        Assert.Equal(130, await next.ReadQuestionsAsync("r1", Token).CountAsync(Token));
        Assert.Equal(130, await _table.QueryAsync<TableEntity>("PartitionKey ge 'r1|' and PartitionKey lt 'r1|~' and QuestionId ge ''", cancellationToken: Token).CountAsync(Token));
    }

    [Fact]
    public async Task CreateAsync_LoadingTakesLong_ShowsThatItIsAlive()
    {
        var clock = new ManualTimeProvider();
        var seen = new List<ETag>();

        await new TableRunStore(_table, clock).CreateAsync("r1", Runs.Settings, Slow(), Token);

        Assert.Equal(seen.Count, seen.Distinct().Count());

        async IAsyncEnumerable<DatasetRow> Slow()
        {
            foreach (var row in Runs.Rows(400))
            {
                if (row.Row % 100 == 1)
                {
                    clock.Advance(TimeSpan.FromSeconds(6));
                    seen.Add((await _table.GetEntityAsync<TableEntity>("runs", "r1", cancellationToken: Token)).Value.ETag);
                }

                yield return row;
            }
        }
    }

    [Fact]
    public async Task CreateAsync_LongQuestions_AreKeptOrRejectedWithTheReason()
    {
        var rows = Enumerable.Range(1, 100).Select(row => new DatasetRow(row, Runs.Question($"q{row}", new string('t', 60_000)), null))
            .Append(new DatasetRow(101, Runs.Question("huge", new string('t', 1_000_000)), null));

        var run = await _store.CreateAsync("r1", Runs.Settings, rows.ToAsyncEnumerable(), Token);

        Assert.Equal((100L, 1L), (run.Total, run.Rejected));
        Assert.Equal(60_000, (await _store.FindQuestionAsync("r1", "q100", Token))!.Text.Length);
        Assert.Contains("shorten it", Assert.Single(await _store.ReadRejectedAsync("r1", Token)).RejectedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindQuestionAsync_LongIdsThatDifferAtTheEnd_StayApart()
    {
        string[] ids = [new string('\u00e9', 400) + "1", new string('\u00e9', 400) + "2"];
        await _store.CreateAsync("r1", Runs.Settings, ids.Select((id, i) => new DatasetRow(i + 1, Runs.Question(id), null)).ToAsyncEnumerable(), Token);

        Assert.Equal((ids[0], ids[1]), ((await _store.FindQuestionAsync("r1", ids[0], Token))!.Id, (await _store.FindQuestionAsync("r1", ids[1], Token))!.Id));
    }

    private static async IAsyncEnumerable<DatasetRow> Gated(
        IEnumerable<DatasetRow> rows, int before, TaskCompletionSource reached, Task gate, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int given = 0;
        foreach (var row in rows)
        {
            if (given++ == before)
            {
                reached.SetResult();
                await gate.WaitAsync(cancellationToken);
            }

            yield return row;
        }
    }
}

using SaeFlows.Core;
using SaeFlows.Core.Datasets;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;
using SaeFlows.TestKit.Builders;

namespace SaeFlows.TestKit.Suites;

/// <summary>What every <see cref="IRunStore"/> must do.</summary>
public abstract class RunStoreSuite
{
    protected abstract IRunStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateAsync_ManyRows_AreReadBackInOrder()
    {
        var run = await CreateAsync(Runs.Rows(1203));

        Assert.Equal((RunStatus.Queued, 1203L, 0L), (run.Status, run.Total, run.Rejected));
        Assert.Equal(Runs.Rows(1203).Select(row => row.Question!.Id), await Store.ReadQuestionsAsync("r1", Token).Select(q => q.Id).ToListAsync(Token));
        Assert.Equal(["q00501", "q00502"], await Store.PageAsync("r1", 500, 2, Token));
        Assert.Equal(3, (await Store.PageAsync("r1", 1200, 500, Token)).Count);
    }

    [Fact]
    public async Task CreateAsync_DuplicateIdAndRejectedRow_KeepTheRestAndTheReasons()
    {
        DatasetRow[] rows = [new(1, Runs.Question("a"), null), new(2, null, "no question"), new(3, Runs.Question("a"), null), new(4, Runs.Question("b"), null)];
        var run = await CreateAsync(rows);

        var rejected = await Store.ReadRejectedAsync("r1", Token);

        Assert.Equal((2L, 2L), (run.Total, run.Rejected));
        Assert.Equal([2L, 3L], rejected.Select(row => row.Row));
        Assert.Contains("'a'", rejected[1].RejectedBecause, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], await Store.PageAsync("r1", 0, 10, Token));
    }

    [Fact]
    public async Task CreateAsync_SourceFailsMidway_LeavesNothing()
    {
        var failing = Runs.Rows(900).Append(null!).Select(row => row ?? throw new InvalidDataException("broken")).ToAsyncEnumerable();

        await Assert.ThrowsAsync<InvalidDataException>(() => Store.CreateAsync("r1", Runs.Settings, failing, Token));

        Assert.Null(await Store.FindAsync("r1", Token));
        Assert.Empty(await Store.PageAsync("r1", 0, 10, Token));
        await CreateAsync(Runs.Rows(2));
    }

    [Fact]
    public async Task CreateAsync_NoValidRow_IsRefused()
    {
        await Assert.ThrowsAsync<UserInputException>(() => CreateAsync([new DatasetRow(1, null, "no question")]));

        Assert.Empty(await Store.ListAsync(Token));
    }

    [Fact]
    public async Task SaveOutcomeAsync_SameInstanceTwice_IsCountedOnce()
    {
        await CreateAsync(Runs.Rows(2));
        await Store.SaveOutcomeAsync(Runs.Outcome("q00001", before: false, after: true, ArmResult.Helped), Token);
        await Store.SaveOutcomeAsync(Runs.Outcome("q00001", before: true, after: true, ArmResult.Same), Token);

        var kept = Assert.Single(await Store.ReadOutcomesAsync("r1", Token).ToListAsync(Token));

        Assert.Equal(ArmResult.Helped, kept.Arms[1].Result);
        Assert.Equal(1, (await Store.CountOutcomesAsync("r1", Token))[QuestionStatus.Scored]);
    }

    [Fact]
    public async Task SaveOutcomeAsync_AnotherInstance_BecomesTheLatest()
    {
        await CreateAsync(Runs.Rows(2));
        var first = Runs.Outcome("q00001", before: false, after: false, ArmResult.Same) with { Status = QuestionStatus.Errored, Error = "away" };
        await Store.SaveOutcomeAsync(first, Token);
        await Store.SaveOutcomeAsync(Runs.Outcome("q00001", before: true, after: true, ArmResult.Same) with { InstanceId = "again" }, Token);

        Assert.Equal("again", Assert.Single(await Store.ReadOutcomesAsync("r1", Token).ToListAsync(Token)).InstanceId);
        Assert.Equal([QuestionStatus.Scored], (await Store.CountOutcomesAsync("r1", Token)).Keys);
    }

    [Fact]
    public async Task ReadOutcomesAsync_FinishedInAnyOrder_ComeInTheDatasetsOrder()
    {
        await CreateAsync(Runs.Rows(700));
        foreach (int row in Enumerable.Range(1, 700).Reverse())
        {
            await Store.SaveOutcomeAsync(Runs.Outcome($"q{row:D5}", before: true, after: true, ArmResult.Unchanged), Token);
        }

        Assert.Equal(
            Runs.Rows(700).Select(row => row.Question!.Id),
            await Store.ReadOutcomesAsync("r1", Token).Select(outcome => outcome.QuestionId).ToListAsync(Token));
    }

    [Fact]
    public async Task SetStatusAsync_AndWorkSeconds_AreKept()
    {
        await CreateAsync(Runs.Rows(1));
        await Store.AddWorkSecondsAsync("r1", 1.5, Token);
        await Store.AddWorkSecondsAsync("r1", 2, Token);
        await Store.SetStatusAsync("r1", RunStatus.Completed, Token);

        var run = await Store.FindAsync("r1", Token);

        Assert.Equal((RunStatus.Completed, 3.5), (run!.Status, run.WorkSeconds));
        Assert.NotNull(run.FinishedAt);
    }

    [Fact]
    public async Task FindQuestionAsync_OddText_ComesBackWhole()
    {
        var question = Runs.Question("id/with \u00e9", text: "a|b \u4e2d\U0001f600\n\"x\"") with { Truth = new QuestionTruth("ambiguous", [new TextSpan(1, 2)]), Choices = ["A", "B"] };
        await CreateAsync([new DatasetRow(1, question, null)]);

        var read = await Store.FindQuestionAsync("r1", question.Id, Token);

        Assert.Equal((question.Text, "|"), (read!.Text, read.Truth!.AmbiguousSpans[0].Of(read.Text)));
        Assert.Equal(question.Choices, read.Choices);
        Assert.Null(await Store.FindQuestionAsync("r1", "unknown", Token));
    }

    private Task<RunRecord> CreateAsync(IEnumerable<DatasetRow> rows) => Store.CreateAsync("r1", Runs.Settings, rows.ToAsyncEnumerable(), Token);
}

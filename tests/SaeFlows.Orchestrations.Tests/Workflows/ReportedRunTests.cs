using SaeFlows.Core.Datasets;
using SaeFlows.Core.Prompts;
using SaeFlows.Core.Reports;
using SaeFlows.Core.Reports.Pages;
using static SaeFlows.TestKit.Builders.Runs;

namespace SaeFlows.Orchestrations.Tests.Workflows;

/// <summary>What reports say of runs in which things went wrong, worked by the real engine.</summary>
public sealed class ReportedRunTests : IAsyncLifetime
{
    private readonly Workshop _shop = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Report_InjectedFailures_CountsThemBesideTheAccuracy()
    {
        var report = await ReportAsync([.. Texts("right", 10), .. Texts("wrong", 6), .. Texts("suspect mended", 4), .. Texts("broken", 5), .. Texts("mumble", 3)]);

        var (counts, detect) = (report.Summary.Counts, report.Summary.Arms[1]);
        Assert.Equal((28L, 20L, 5L, 3L), (counts.Total, counts.Scored, counts.Errored, counts.Abstained));
        Assert.Equal((0.5, 0.7), (report.Summary.Arms[0].Accuracy, detect.Accuracy));
        Assert.Equal((5L, 3L, 4L, 28L), (report.Flows[1].Errored, report.Flows[1].Abstained, report.Flows[1].Helped, report.Flows[1].Total));
        Assert.Equal(5, report.Errors.Count);
        string page = HtmlPage.Write(ReportDocumentBuilder.Build(report));
        Assert.Contains("28 questions: 20 scored, 5 errored, 3 abstained.", page, StringComparison.Ordinal);
        Assert.Contains("the model choked", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_ManyBrokenAnswers_TellsEachOfThem()
    {
        _shop.Script.AcceptsProposal = 2;

        var report = await ReportAsync([.. Texts("suspect right", 55), .. Texts("right", 5)]);

        Assert.Equal(55, report.Broken.Count);
        Assert.All(report.Broken, broken => Assert.Equal((BreakCause.PassedOnRetry, "Equivalent: same (scripted)", "suspect"), (broken.Cause, broken.Verdict, Assert.Single(broken.Suspects).Text)));
        string page = HtmlPage.Write(ReportDocumentBuilder.Build(report));
        Assert.Equal(55, page.Split("<details").Length - 1);
        Assert.StartsWith("No: detect is worse than none", report.Summary.Comparisons[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Template_ReachesTheModelAroundQuestionAndRewrite()
    {
        var template = new PromptTemplate { Name = "t", Kind = AnswerKind.Number, QuestionPrefix = "Q: ", AnswerPrefix = "A:", Stops = ["\nQ:"] };

        await _shop.RunAsync(Settings with { Template = template }, "suspect mended");

        Assert.Equal(["suspect mended", "suspect mended [try 1]"], _shop.Script.Jobs.Select(job => job.Question));
        Assert.All(_shop.Script.Jobs, job => Assert.Equal(("Q: ", "\nA:", "\nQ:"), (job.Before, job.After, Assert.Single(job.Stops!))));
    }

    private static IEnumerable<string> Texts(string text, int count) => Enumerable.Range(1, count).Select(i => $"{text} no {i}");

    private async Task<RunReport> ReportAsync(string[] texts)
    {
        await _shop.RunAsync(Settings, texts);
        var run = await _shop.Store.FindAsync("r1", TestContext.Current.CancellationToken);
        return await RunReportBuilder.BuildAsync(run!, _shop.Store, _shop.Ledger, new RunReportOptions(), TestContext.Current.CancellationToken);
    }
}

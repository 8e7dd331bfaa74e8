using System.Text.Json;
using SaeFlows.Core.Audit;
using SaeFlows.Core.Datasets;
using SaeFlows.Core.Detection;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Reports;
using SaeFlows.Core.Reports.Pages;
using SaeFlows.Core.Runs;
using SaeFlows.Core.Verification;
using static SaeFlows.TestKit.Builders.Runs;

namespace SaeFlows.Core.Tests.Reports;

public sealed class RunReportTests
{
    private const string Hostile = "</pre><script>alert(1)</script> | **x** ` \u0001";

    [Fact]
    public async Task BuildAsync_RewriteThatBroke_IsToldInFull()
    {
        var report = await BuildAsync(Run(Hurt("q1", rejections: 0), Fine("q2")));

        var broken = Assert.Single(report.Broken);
        Assert.Equal(("detect", BreakCause.PassedAtOnce), (Assert.Single(broken.Arms), broken.Cause));
        Assert.Equal(("what is 1 + 1", "mended", "Equivalent: same (judge)"), (broken.Original, broken.Rewrite, broken.Verdict));
        var suspect = Assert.Single(broken.Suspects);
        Assert.Equal(("is", "code", 7), (suspect.Text, suspect.ReadAs, Assert.Single(suspect.Latents).Latent));
    }

    [Theory]
    [InlineData("unambiguous", 0, 0, BreakCause.FalseAlarm)]
    [InlineData("ambiguous", 0, 4, BreakCause.OtherPlace)]
    [InlineData("ambiguous", 5, 7, BreakCause.RightPlace)]
    public async Task BuildAsync_KnownTruth_NamesTheCause(string kind, int start, int end, BreakCause cause)
    {
        var (question, outcome, chain) = Hurt("q1", rejections: 0);
        outcome = outcome with { Truth = new QuestionTruth(kind, end == 0 ? [] : [new TextSpan(start, end)]) };

        var report = await BuildAsync(Run((question, outcome, chain)));

        Assert.Equal(cause, Assert.Single(report.Broken).Cause);
    }

    [Fact]
    public async Task BuildAsync_RefusedBefore_IsACauseOfItsOwn() =>
        Assert.Equal(BreakCause.PassedOnRetry, Assert.Single((await BuildAsync(Run(Hurt("q1", rejections: 2)))).Broken).Cause);

    [Fact]
    public async Task BuildAsync_Steps_AddUpToCosts()
    {
        var report = await BuildAsync(Run(Hurt("q1", rejections: 0), Fine("q2")));

        Assert.Equal(new StepCost(2, 0, 20, 4, 1), report.BaseCost);
        Assert.Equal(new StepCost(1, 2, 15, 5, 1.25), Assert.Single(report.Costs).Extra);
        Assert.Null(report.Costs[0].Per(1));
    }

    [Fact]
    public async Task BuildAsync_ErroredQuestions_AreInNoAccuracyAndCountedBesideIt()
    {
        var errored = new QuestionOutcome { RunId = "r1", QuestionId = "q3", InstanceId = "q3", Status = QuestionStatus.Errored, Error = "worker away" };
        var report = await BuildAsync(Run(Fine("q1"), Fine("q2"), (Question("q3"), errored, [])));

        var flow = report.Flows.First(flow => flow.Arm == "detect");
        Assert.Equal((3L, 1L, 2L), (flow.Total, flow.Errored, flow.Unchanged));
        Assert.Equal(1.0, report.Summary.Arms[1].Accuracy);
        string page = MarkdownPage.Write(ReportDocumentBuilder.Build(report));
        Assert.Contains("2 scored, 1 errored, 0 abstained", page, StringComparison.Ordinal);
        Assert.Contains("worker away", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BuildAsync_ClusterColumn_GivesAClusteredGain()
    {
        var cases = Enumerable.Range(1, 8).Select(i => i <= 4 ? Hurt($"q{i}", 0) : Fine($"q{i}"))
            .Select((asked, i) => (asked.Item1 with { Metadata = new Dictionary<string, string> { ["document"] = $"d{i / 2}" } }, asked.Item2, asked.Item3));
        var run = new RecordedRun();
        foreach (var (question, outcome, chain) in cases)
        {
            run.Add(question, outcome, chain);
        }

        var report = await RunReportBuilder.BuildAsync(Finished, run, run, new RunReportOptions { Cluster = "document" }, TestContext.Current.CancellationToken);

        Assert.Equal(("document", 4, 8, -0.5), (report.Clustered!.Column, report.Clustered.Clusters, report.Clustered.Questions, report.Clustered.Gain));
        // Clusters of two that agree: four observations of +-0.5 around the mean, sd/sqrt(4) with G - 1.
        Assert.Equal(Math.Sqrt(4.0 / 3 * 4) / 8, report.Clustered.StandardError, precision: 9);
        var refused = await Assert.ThrowsAsync<UserInputException>(() => RunReportBuilder.BuildAsync(Finished, run, run, new RunReportOptions { Cluster = "page" }, TestContext.Current.CancellationToken));
        Assert.Contains("its further columns: document", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_HostileText_IsEscapedInBothForms()
    {
        var (question, outcome, chain) = Hurt("q1", rejections: 0);
        var document = ReportDocumentBuilder.Build(await BuildAsync(Run((question with { Text = Hostile }, outcome, chain))));

        Assert.DoesNotContain("<script", HtmlPage.Write(document), StringComparison.OrdinalIgnoreCase);
        string line = MarkdownPage.Write(document).Split('\n').First(line => line.Contains("prompt before", StringComparison.Ordinal));
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; \\| \\*\\*x\\*\\*", line, StringComparison.Ordinal);
        Assert.All(MarkdownPage.Plots(document), plot => System.Xml.Linq.XDocument.Parse(plot.Content));
    }

    [Fact]
    public async Task Write_SameRun_GivesTheSameBytes()
    {
        var run = Run(Hurt("q1", rejections: 0), Fine("q2"));

        Assert.Equal(HtmlPage.Write(ReportDocumentBuilder.Build(await BuildAsync(run))), HtmlPage.Write(ReportDocumentBuilder.Build(await BuildAsync(run))));
    }

    private static Task<RunReport> BuildAsync(RecordedRun run) => RunReportBuilder.BuildAsync(Finished, run, run, new RunReportOptions(), TestContext.Current.CancellationToken);

    private static RecordedRun Run(params (Question Question, QuestionOutcome Outcome, LedgerBody[] Chain)[] cases)
    {
        var run = new RecordedRun();
        foreach (var (question, outcome, chain) in cases)
        {
            run.Add(question, outcome, chain);
        }

        // A question that has not ended is passed over.
        run.Add(Question("z"), null);
        return run;
    }

    private static (Question, QuestionOutcome, LedgerBody[]) Fine(string id) => (Question(id), Outcome(id, before: true, after: true, ArmResult.Unchanged), [Answer(id)]);

    private static (Question, QuestionOutcome, LedgerBody[]) Hurt(string id, int rejections)
    {
        var outcome = Outcome(id, before: true, after: false, ArmResult.Hurt);
        outcome = outcome with { Arms = [outcome.Arms[0], outcome.Arms[1] with { Rewrite = "mended", Proposals = rejections + 1, Rejections = rejections }] };
        var latent = new LatentHit(7, 2.5, "code: is", "code", 0.9);
        var found = new Ambiguity(new TextSpan(5, 7), "is", 0.8, "code", [latent]);
        return (Question(id), outcome,
        [
            Answer(id),
            Body(id, "detect", null, output: new DetectionResult([new DetectorResult("detect", 0.8, 0.5, [found])], [new TokenEvidence("is", found.Span, 0.8, [latent])])),
            Body(id, "reformulate", "detect", input: new { ambiguities = new[] { found } }) with { PromptTokens = 3, Seconds = 0.5 },
            Body(id, "verify", "detect", output: new Verdict(Equivalence.Equivalent, "same", "judge")) with { PromptTokens = 2, Seconds = 0.25 },
            Body(id, "re-answer", "detect") with { PromptTokens = 10, AnswerTokens = 5, Seconds = 0.5 },
        ]);
    }

    private static LedgerBody Answer(string id) => Body(id, "answer", null) with { PromptTokens = 10, AnswerTokens = 2, Seconds = 0.5 };

    private static LedgerBody Body(string id, string step, string? arm, object? input = null, object? output = null) => new()
    {
        Run = "r1",
        Question = id,
        Sequence = 0,
        Key = step,
        Step = step,
        Arm = arm,
        Attempt = 1,
        At = DateTimeOffset.UnixEpoch,
        Input = input is null ? null : JsonSerializer.SerializeToElement(input, DurableJson.Options),
        Output = output is null ? null : JsonSerializer.SerializeToElement(output, DurableJson.Options),
    };
}

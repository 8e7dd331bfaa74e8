using SaeFlows.Core.Datasets;
using SaeFlows.Core.Runs;
using static SaeFlows.TestKit.Builders.Runs;

namespace SaeFlows.Core.Tests.Runs;

public sealed class RunSummaryBuilderTests
{
    [Fact]
    public async Task BuildAsync_HelpedAndHurt_GivePairedFigures()
    {
        var summary = await BuildAsync(
            Outcome("1", before: false, after: true, ArmResult.Helped),
            Outcome("2", before: false, after: true, ArmResult.Helped),
            Outcome("3", before: true, after: false, ArmResult.Hurt),
            Outcome("4", before: true, after: true, ArmResult.Unchanged));

        var (none, detect) = (summary.Arms[0], summary.Arms[1]);
        Assert.Equal((0.5, 0.75), (none.Accuracy, detect.Accuracy));
        Assert.Equal((0.25, 2L, 1L, 3L), (detect.Delta, detect.Helped, detect.Hurt, detect.Flagged));
        Assert.Equal(1.0, detect.McnemarP!.Value, precision: 9);
        Assert.Null(none.Delta);
        Assert.InRange(detect.AccuracyCi![0], 0.30, 0.31);
    }

    [Fact]
    public async Task BuildAsync_ErroredAndAbstained_AreCountedApartFromAccuracy()
    {
        var summary = await BuildAsync(
            Outcome("1", before: true, after: true, ArmResult.Unchanged),
            new QuestionOutcome { RunId = "r1", QuestionId = "2", InstanceId = "2", Status = QuestionStatus.Errored, Error = "away" },
            Outcome("3", before: false, after: false, ArmResult.Unchanged) with { Status = QuestionStatus.Abstained, Correct = null });

        Assert.Equal((4L, 1L, 1L, 1L), (summary.Counts.Total, summary.Counts.Scored, summary.Counts.Errored, summary.Counts.Abstained));
        Assert.Equal(1.0, summary.Arms[1].Accuracy);
    }

    [Fact]
    public async Task BuildAsync_VerifiedOnlyAfterARetry_DoesNotCountForTheFirstAttempt()
    {
        var late = Outcome("1", before: false, after: true, ArmResult.Helped);
        late = late with { Arms = [late.Arms[0], late.Arms[1] with { Proposals = 2, Rejections = 1 }] };

        var summary = await BuildAsync(late, Outcome("2", before: false, after: true, ArmResult.Helped));

        Assert.Equal((1.0, 0.5), (summary.Arms[1].Accuracy, summary.Arms[1].FirstAttemptAccuracy));
        Assert.Equal(1, summary.Counts.VerificationRetries);
    }

    [Fact]
    public async Task BuildAsync_KnownTruth_GivesDetectionFigures()
    {
        var summary = await BuildAsync(
            Detected("1", QuestionKinds.Ambiguous, 0.9, flagged: true, hits: true),
            Detected("2", QuestionKinds.Ambiguous, 0.8, flagged: true, hits: false),
            Detected("3", QuestionKinds.Unambiguous, 0.1, flagged: false, hits: false),
            Detected("4", QuestionKinds.Decoy, 0.85, flagged: true, hits: false));

        var detection = summary.Detection!;
        Assert.Equal((2.0 / 3, 1.0, 0.5), (detection.Precision, detection.Recall, detection.SpanHitShare));
        Assert.Equal((1.0, 0.5, (double?)null), (detection.Auc, detection.AucDecoys, detection.AucUnseen));
        Assert.Equal(0, detection.FlaggedUnambiguous);
        Assert.Equal("bigram", Assert.Single(detection.Baselines).Name);
        Assert.Equal([QuestionKinds.Ambiguous, QuestionKinds.Decoy, QuestionKinds.Unambiguous], summary.Kinds.Select(kind => kind.Kind));
    }

    [Fact]
    public async Task BuildAsync_NothingFinished_HasNoFiguresInsteadOfZeros()
    {
        var summary = await BuildAsync();

        Assert.Null(summary.Detection);
        Assert.All(summary.Arms, arm => Assert.Null(arm.Accuracy));
        Assert.All(summary.Arms, arm => Assert.Null(arm.AccuracyCi));
    }

    private static QuestionOutcome Detected(string id, string kind, double score, bool flagged, bool hits) =>
        Outcome(id, before: true, after: true, ArmResult.Unchanged) with
        {
            Truth = new QuestionTruth(kind, kind == QuestionKinds.Ambiguous ? [new TextSpan(0, 1)] : []),
            Detectors = [new DetectorOutcome("detect", score, flagged, hits), new DetectorOutcome("bigram", 0, false, false)],
        };

    private static Task<RunSummary> BuildAsync(params QuestionOutcome[] outcomes) =>
        RunSummaryBuilder.BuildAsync(Finished, outcomes.ToAsyncEnumerable(), TestContext.Current.CancellationToken);
}

using SaeFlows.Core.Datasets;
using SaeFlows.Core.Runs;

namespace SaeFlows.Core.Reports;

/// <summary>Collects every right answer that a rewrite broke; arms with the same rewrite of a question make one case.</summary>
internal sealed class BrokenAnswers
{
    private readonly List<BrokenAnswer> _all = [];

    public IReadOnlyList<BrokenAnswer> All => _all;

    public void Add(ReportCase asked)
    {
        if (asked.Outcome.Status != QuestionStatus.Scored)
        {
            return;
        }

        var broken = asked.Outcome.Arms.Where(arm => arm.Result == ArmResult.Hurt);
        foreach (var way in broken.GroupBy(arm => (arm.Rewrite, arm.Answer, arm.Rejections)))
        {
            _all.Add(Case(asked, way.First(), [.. way.Select(arm => arm.Arm)]));
        }
    }

    private static BrokenAnswer Case(ReportCase asked, ArmOutcome arm, IReadOnlyList<string> arms)
    {
        var outcome = asked.Outcome;
        return new BrokenAnswer
        {
            QuestionId = outcome.QuestionId,
            Arms = arms,
            Cause = CauseOf(arm, outcome.Truth, [.. asked.Steps.AmbiguitiesOf(arm, outcome.Arms).Select(found => found.Span)]),
            Original = asked.Question.Text,
            Rewrite = arm.Rewrite ?? string.Empty,
            Reference = asked.Question.Answer,
            AnswerBefore = outcome.Answer,
            AnswerAfter = arm.Answer,
            Rejections = arm.Rejections,
            Verdict = asked.Steps.VerdictOf(arm, outcome.Arms),
            Suspects = asked.Steps.SuspectsOf(arm, outcome.Arms),
        };
    }

    private static BreakCause CauseOf(ArmOutcome arm, QuestionTruth? truth, IReadOnlyList<TextSpan> suspects)
    {
        if (truth is { IsAmbiguous: false })
        {
            return BreakCause.FalseAlarm;
        }

        if (truth is not null && !suspects.Any(suspect => truth.AmbiguousSpans.Any(span => span.Overlaps(suspect))))
        {
            return BreakCause.OtherPlace;
        }

        return arm.Rejections > 0 ? BreakCause.PassedOnRetry : truth is null ? BreakCause.PassedAtOnce : BreakCause.RightPlace;
    }
}

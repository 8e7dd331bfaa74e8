using SaeFlows.Core.Detection;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Reformulation;
using SaeFlows.Core.Runs;
using SaeFlows.Core.Verification;

namespace SaeFlows.Orchestrations.Questions;

/// <summary>Reformulate, verify, feed the verifier's reason back inside the budget, then re-answer: one arm of one question.</summary>
internal static class ArmFlow
{
    public static async Task<ArmOutcome> RunAsync(
        IOrchestrationContext context,
        QuestionPlan plan,
        string arm,
        IReadOnlyList<Ambiguity> suspects,
        string? answer,
        bool? correct,
        ActivityOptions retried)
    {
        var kept = new ArmOutcome { Arm = arm, Result = ArmResult.Unchanged, Answer = answer, Correct = correct };
        if (suspects.Count == 0)
        {
            return kept;
        }

        var question = plan.Question;
        var rejected = new List<RejectedRewrite>();
        string note = "the verification budget was spent";
        for (int attempt = 1; attempt <= plan.Settings.VerificationBudget; attempt++)
        {
            context.SetCustomStatus(new QuestionProgress("reformulate", attempt));
            var rewrite = await context.CallActivityAsync<Rewrite>(
                QuestionActivities.Reformulate, new RewriteInput(plan.RunId, question.Id, arm, attempt, question.Text, suspects, [.. rejected]), retried);
            if (rewrite.Text is null)
            {
                note = rewrite.Note;
                break;
            }

            context.SetCustomStatus(new QuestionProgress("verify", attempt));
            var verdict = await context.CallActivityAsync<Verdict>(
                QuestionActivities.Verify, new VerificationInput(plan.RunId, question.Id, arm, attempt, question.Text, rewrite.Text, suspects), retried);
            if (verdict.Equivalence == Equivalence.Equivalent)
            {
                return await ReAnswerAsync(context, plan, kept, rewrite.Text, rejected.Count, retried);
            }

            rejected.Add(new RejectedRewrite(rewrite.Text, verdict.Reason));
        }

        return kept with { Result = ArmResult.Unverified, Proposals = rejected.Count, Rejections = rejected.Count, Note = note };
    }

    private static async Task<ArmOutcome> ReAnswerAsync(
        IOrchestrationContext context, QuestionPlan plan, ArmOutcome kept, string rewrite, int rejections, ActivityOptions retried)
    {
        context.SetCustomStatus(new QuestionProgress("re-answer", rejections + 1));
        var job = new ModelJobInput(plan.RunId, plan.Question.Id, "re-answer:" + kept.Arm, rewrite, Detect: false, Sending: 1);
        var second = await ModelJobFlow.RunAsync(context, plan.Settings, job, retried);
        bool? correct = AnswerJudge.IsCorrect(plan.Question, second.Answer);
        return kept with
        {
            Result = Compare(before: kept.Correct, after: correct),
            Answer = second.Answer,
            Correct = correct,
            Proposals = rejections + 1,
            Rejections = rejections,
            Rewrite = rewrite,
        };
    }

    private static ArmResult Compare(bool? before, bool? after) => (before == true, after == true) switch
    {
        (false, true) => ArmResult.Helped,
        (true, false) => ArmResult.Hurt,
        _ => ArmResult.Same,
    };
}

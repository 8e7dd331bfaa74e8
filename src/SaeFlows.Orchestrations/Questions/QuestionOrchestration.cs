using SaeFlows.Core.Detection;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Runs;

namespace SaeFlows.Orchestrations.Questions;

/// <summary>
/// The way of one question: answer and detect in one forward pass, then per arm reformulate, verify and re-answer, then score.
/// Whatever fails for good ends the question Errored, never the run.
/// </summary>
public static class QuestionOrchestration
{
    public const string Name = "Question";

    public const int Version = 1;

    private static readonly ActivityOptions Retried = new(new RetryPolicy
    {
        MaxNumberOfAttempts = 5,
        FirstRetryInterval = TimeSpan.FromSeconds(1),
        NonRetryableErrors = ["SaeFlows.Core.UserInputException"],
    });

    public static async Task<QuestionStatus> RunAsync(IOrchestrationContext context, QuestionInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        QuestionOutcome outcome;
        try
        {
            outcome = await WorkAsync(context, input);
        }
        catch (TaskFailedException failure)
        {
            outcome = Errored(context, input, $"{failure.TaskName}: {failure.FailureDetails.ErrorMessage}");
        }
        catch (ModelJobFailedException failure)
        {
            outcome = Errored(context, input, failure.Message);
        }

        context.SetCustomStatus(new QuestionProgress("finished", outcome.Arms.Sum(arm => arm.Proposals), outcome.Status.ToString()));
        return await context.CallActivityAsync<QuestionStatus>(QuestionActivities.FinishQuestion, outcome, Retried);
    }

    private static async Task<QuestionOutcome> WorkAsync(IOrchestrationContext context, QuestionInput input)
    {
        var plan = await context.CallActivityAsync<QuestionPlan>(QuestionActivities.LoadQuestion, input, Retried);
        var job = new ModelJobInput(input.RunId, input.QuestionId, "answer", plan.Question.Text, plan.Settings.Detectors.Count > 0, Sending: 1);
        context.SetCustomStatus(new QuestionProgress("answer"));
        var first = await ModelJobFlow.RunAsync(context, plan.Settings, job, Retried);

        bool? correct = AnswerJudge.IsCorrect(plan.Question, first.Answer);
        var arms = new List<ArmOutcome>();
        var bySpans = new Dictionary<string, ArmOutcome>(StringComparer.Ordinal);
        foreach (string arm in plan.Settings.Arms)
        {
            var suspects = ArmSuspects.Select(arm, plan.Question, first.Detection);
            string spans = string.Join(',', suspects.Select(suspect => suspect.Span));
            if (!bySpans.TryGetValue(spans, out var outcome))
            {
                // Arms that suspect the same spans take the same way; it is walked once.
                outcome = await ArmFlow.RunAsync(context, plan, arm, suspects, first.Answer, correct, Retried);
                bySpans.Add(spans, outcome);
            }

            arms.Add(outcome with { Arm = arm });
        }

        bool abstained = correct is null || arms.Any(arm => arm.Correct is null);
        return new QuestionOutcome
        {
            RunId = input.RunId,
            QuestionId = input.QuestionId,
            InstanceId = context.InstanceId,
            Status = abstained ? QuestionStatus.Abstained : QuestionStatus.Scored,
            Answer = first.Answer,
            Correct = correct,
            Arms = arms,
            Detectors = DetectorOutcomes(first.Detection, plan),
            Truth = plan.Question.Truth,
        };
    }

    private static List<DetectorOutcome> DetectorOutcomes(DetectionResult? detection, QuestionPlan plan) =>
    [
        .. (detection?.Detectors ?? []).Select(result => new DetectorOutcome(
            result.Detector,
            result.Score,
            result.Flagged,
            plan.Question.Truth is { } truth && result.Ambiguities.Any(found => truth.AmbiguousSpans.Any(span => span.Overlaps(found.Span))))),
    ];

    private static QuestionOutcome Errored(IOrchestrationContext context, QuestionInput input, string error) => new()
    {
        RunId = input.RunId,
        QuestionId = input.QuestionId,
        InstanceId = context.InstanceId,
        Status = QuestionStatus.Errored,
        Error = error,
    };
}

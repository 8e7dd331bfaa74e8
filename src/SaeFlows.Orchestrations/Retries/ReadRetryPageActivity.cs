using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;

namespace SaeFlows.Orchestrations.Retries;

/// <summary>Picks the next questions that ended as the user does not want them to.</summary>
public sealed class ReadRetryPageActivity(IRunStore runs)
{
    public async Task<RetryPage> RunAsync(ActivityContext context, RetryInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var run = await runs.FindAsync(input.RunId, cancellationToken)
            ?? throw new InvalidOperationException($"Run {input.RunId} is not in the store.");
        var picked = new List<RetryItem>();
        await foreach (var outcome in runs.ReadOutcomesAsync(input.RunId, input.AfterQuestionId, cancellationToken))
        {
            if (!Wanted(outcome, input))
            {
                continue;
            }

            picked.Add(new RetryItem(outcome.QuestionId, outcome.InstanceId));
            if (picked.Count == run.Settings.QuestionsPerExecution)
            {
                return new RetryPage(picked, run.Settings.MaxConcurrentQuestions, outcome.QuestionId);
            }
        }

        return new RetryPage(picked, run.Settings.MaxConcurrentQuestions, null);
    }

    private static bool Wanted(QuestionOutcome outcome, RetryInput input) => input.QuestionId is not null
        ? outcome.QuestionId == input.QuestionId
        : (input.Errored && outcome.Status == QuestionStatus.Errored)
        || (input.Unverified && outcome.Arms.Any(arm => arm.Result == ArmResult.Unverified));
}

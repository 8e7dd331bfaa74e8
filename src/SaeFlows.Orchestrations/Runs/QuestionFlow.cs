using SaeFlows.Core.Durability;
using SaeFlows.Core.Runs;
using SaeFlows.Orchestrations.Questions;

namespace SaeFlows.Orchestrations.Runs;

/// <summary>One question as a child workflow that can never fail its parent.</summary>
internal static class QuestionFlow
{
    public static async Task RunAsync(IOrchestrationContext context, string runId, string questionId, string instanceId, ActivityOptions retried)
    {
        try
        {
            await context.CallSubOrchestratorAsync<QuestionStatus>(
                QuestionOrchestration.Name, new QuestionInput(runId, questionId), new SubOrchestrationOptions(instanceId));
        }
        catch (TaskFailedException failure)
        {
            // The workflow itself broke (its own errors end as outcomes): the question is Errored, the run goes on.
            var outcome = new QuestionOutcome
            {
                RunId = runId,
                QuestionId = questionId,
                InstanceId = instanceId,
                Status = QuestionStatus.Errored,
                Error = failure.FailureDetails.ErrorMessage,
            };
            await context.CallActivityAsync<QuestionStatus>(QuestionActivities.FinishQuestion, outcome, retried);
        }
    }
}

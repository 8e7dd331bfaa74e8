using SaeFlows.Core.Durability;
using SaeFlows.Core.Runs;
using SaeFlows.Orchestrations.Questions;

namespace SaeFlows.Orchestrations.Runs;

/// <summary>
/// Works a run of any size: a page of questions per execution, a bounded number of child workflows at once, then continues
/// as new. No history ever holds the whole dataset.
/// </summary>
public static class RunOrchestration
{
    public const string Name = "Run";

    public const int Version = 1;

    private static readonly ActivityOptions Retried = new(new RetryPolicy { MaxNumberOfAttempts = 5 });

    /// <summary>The instance of a question's workflow: the same at every replay and after every crash.</summary>
    public static string QuestionInstanceId(string runInstanceId, string questionId) => $"{runInstanceId}/{questionId}";

    public static async Task<RunStatus> RunAsync(IOrchestrationContext context, RunInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var page = await context.CallActivityAsync<RunPage>(ActivityNames.ReadRunPage, input, Retried);
        var underWay = new List<Task>();
        foreach (string questionId in page.QuestionIds)
        {
            if (underWay.Count >= page.MaxConcurrentQuestions)
            {
                var ended = await Task.WhenAny(underWay);
                underWay.Remove(ended);
                await ended;
            }

            underWay.Add(QuestionAsync(context, input.RunId, questionId));
        }

        await Task.WhenAll(underWay);
        if (page.QuestionIds.Count == page.PageSize)
        {
            context.ContinueAsNew(input with { FromOrdinal = input.FromOrdinal + page.PageSize });
            return RunStatus.Running;
        }

        return await context.CallActivityAsync<RunStatus>(ActivityNames.FinishRun, input, Retried);
    }

    private static async Task QuestionAsync(IOrchestrationContext context, string runId, string questionId)
    {
        try
        {
            await context.CallSubOrchestratorAsync<QuestionStatus>(
                QuestionOrchestration.Name,
                new QuestionInput(runId, questionId),
                new SubOrchestrationOptions(QuestionInstanceId(context.InstanceId, questionId)));
        }
        catch (TaskFailedException failure)
        {
            // The workflow itself broke (its own errors end as outcomes): the question is Errored, the run goes on.
            var outcome = new QuestionOutcome
            {
                RunId = runId,
                QuestionId = questionId,
                InstanceId = QuestionInstanceId(context.InstanceId, questionId),
                Status = QuestionStatus.Errored,
                Error = failure.FailureDetails.ErrorMessage,
            };
            await context.CallActivityAsync<QuestionStatus>(Questions.ActivityNames.FinishQuestion, outcome, Retried);
        }
    }
}

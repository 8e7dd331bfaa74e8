using SaeFlows.Core.Durability;
using SaeFlows.Core.Runs;

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
        var page = await context.CallActivityAsync<RunPage>(RunActivities.ReadRunPage, input, Retried);
        await BoundedFanOut.RunAsync(
            page.QuestionIds,
            page.MaxConcurrentQuestions,
            id => QuestionFlow.RunAsync(context, input.RunId, id, QuestionInstanceId(context.InstanceId, id), Retried));
        if (page.QuestionIds.Count == page.PageSize)
        {
            context.ContinueAsNew(input with { FromOrdinal = input.FromOrdinal + page.PageSize });
            return RunStatus.Running;
        }

        return await context.CallActivityAsync<RunStatus>(RunActivities.FinishRun, input, Retried);
    }
}

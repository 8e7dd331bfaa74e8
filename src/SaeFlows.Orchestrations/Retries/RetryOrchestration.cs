using SaeFlows.Core.Durability;
using SaeFlows.Core.Runs;
using SaeFlows.Orchestrations.Runs;

namespace SaeFlows.Orchestrations.Retries;

/// <summary>
/// Runs again what failed in a finished run, in pages like the run itself. Each question gets a new workflow instance; the
/// first one, its ledger events and its outcome stay.
/// </summary>
public static class RetryOrchestration
{
    public const string Name = "Retry";

    public const int Version = 1;

    private static readonly ActivityOptions Retried = new(new RetryPolicy { MaxNumberOfAttempts = 5 });
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public static async Task<RunStatus> RunAsync(IOrchestrationContext context, RetryInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var page = await context.CallActivityAsync<RetryPage>(RetryActivities.ReadRetryPage, input, Retried);
        await BoundedFanOut.RunAsync(page.Items, page.MaxConcurrentQuestions, item => AgainAsync(context, input, item));
        if (page.AfterQuestionId is not null)
        {
            context.ContinueAsNew(input with { AfterQuestionId = page.AfterQuestionId });
            return RunStatus.Running;
        }

        return await context.CallActivityAsync<RunStatus>(RunActivities.FinishRun, new RunInput(input.RunId), Retried);
    }

    private static async Task AgainAsync(IOrchestrationContext context, RetryInput input, RetryItem item)
    {
        string instanceId = RunOrchestration.QuestionInstanceId(context.InstanceId, item.QuestionId);
        if (input.FromStep is null)
        {
            await QuestionFlow.RunAsync(context, input.RunId, item.QuestionId, instanceId, Retried);
            return;
        }

        // A fork is nobody's child: it is looked for at growing intervals.
        await context.CallActivityAsync<bool>(RetryActivities.ForkQuestion, new ForkInput(item.SourceInstanceId, instanceId, input.FromStep), Retried);
        for (var wait = FirstLook; !await context.CallActivityAsync<bool>(RetryActivities.HasEnded, instanceId, Retried); wait = wait < LongestWait ? wait * 2 : LongestWait)
        {
            await context.CreateTimer(wait);
        }
    }
}

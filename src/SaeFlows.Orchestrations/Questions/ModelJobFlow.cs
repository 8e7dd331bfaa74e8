using SaeFlows.Core.Durability;
using SaeFlows.Core.Models;
using SaeFlows.Core.Runs;

namespace SaeFlows.Orchestrations.Questions;

/// <summary>Sends a model job, waits for its answer with a durable timeout, sends it again when none comes, records the result.</summary>
internal static class ModelJobFlow
{
    /// <exception cref="ModelJobFailedException">The job failed on the worker, or no answer came to any sending.</exception>
    public static async Task<ModelJobResult> RunAsync(IOrchestrationContext context, RunSettings settings, ModelJobInput job, ActivityOptions retried)
    {
        for (int sending = 1; sending <= settings.ModelJobAttempts; sending++)
        {
            job = job with { Sending = sending };
            await context.CallActivityAsync<bool>(QuestionActivities.SubmitModelJob, job, retried);
            ModelJobResult result;
            try
            {
                result = await context.WaitForExternalEvent<ModelJobResult>(job.ReplyEvent, TimeSpan.FromSeconds(settings.ModelJobTimeoutSeconds));
            }
            catch (TaskCanceledException)
            {
                continue;
            }

            await context.CallActivityAsync<bool>(QuestionActivities.RecordModelResult, new ModelResultInput(job, result), retried);
            return result.Error is null ? result : throw new ModelJobFailedException($"{job.Step}: {result.Error}");
        }

        throw new ModelJobFailedException(
            $"{job.Step}: the model worker did not answer within {settings.ModelJobTimeoutSeconds} s, {settings.ModelJobAttempts} times over; is a worker running?");
    }
}

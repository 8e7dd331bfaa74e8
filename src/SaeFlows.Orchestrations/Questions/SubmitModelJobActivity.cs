using SaeFlows.Core.Durability;
using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;

namespace SaeFlows.Orchestrations.Questions;

/// <summary>Puts a model job on the queue. The message id is deterministic, so a second sending of the same job is harmless.</summary>
public sealed class SubmitModelJobActivity(IRunStore runs, IJobQueue modelJobs)
{
    public async Task<bool> RunAsync(ActivityContext context, ModelJobInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var run = await runs.FindAsync(input.RunId, cancellationToken)
            ?? throw new InvalidOperationException($"Run {input.RunId} is not in the store.");
        var template = run.Settings.Template;
        var question = template is null ? null : await runs.FindQuestionAsync(input.RunId, input.QuestionId, cancellationToken);
        string jobId = $"{context.InstanceId}|{input.Step}|{input.Sending}";
        var job = new ModelJob
        {
            JobId = jobId,
            RunId = input.RunId,
            QuestionId = input.QuestionId,
            ReplyToInstance = context.InstanceId,
            ReplyEvent = input.ReplyEvent,
            Model = run.Settings.Model,
            Question = input.Text,
            Before = template?.Before(),
            After = template?.After(question?.Choices ?? []),
            Stops = template?.Stops,
            MaxNewTokens = run.Settings.MaxNewTokens,
            Detection = input.Detect ? new DetectionRequest(run.Settings.Detectors, run.Settings.Seed) : null,
        };
        using var span = ModelTelemetry.StartSending(job);
        await modelJobs.SendAsync(ModelMessages.FromJob(job), notBefore: null, cancellationToken);
        return true;
    }
}

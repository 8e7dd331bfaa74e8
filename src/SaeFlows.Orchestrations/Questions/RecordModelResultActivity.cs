using SaeFlows.Core.Audit;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Orchestrations.Ledgers;

namespace SaeFlows.Orchestrations.Questions;

/// <summary>Writes a model job's result to the ledger: one event for the answer, one for the detection where there was one.</summary>
public sealed class RecordModelResultActivity(IRunStore runs, ILedger ledger)
{
    public async Task<bool> RunAsync(ActivityContext context, ModelResultInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var (job, result) = input;
        var run = await runs.FindAsync(job.RunId, cancellationToken)
            ?? throw new InvalidOperationException($"Run {job.RunId} is not in the store.");
        string[] step = job.Step.Split(':', 2);
        var answer = new LedgerEntry
        {
            RunId = job.RunId,
            QuestionId = job.QuestionId,
            Key = $"{context.InstanceId}|{job.Step}",
            Step = step[0],
            Arm = step.Length > 1 ? step[1] : null,
            Attempt = job.Sending,
            Input = LedgerJson.Of(new { text = job.Text }),
            Output = LedgerJson.Of(new { answer = result.Answer, error = result.Error }),
            Model = result.Model,
            Settings = LedgerJson.Of(new { run.Settings.MaxNewTokens, run.Settings.Model }),
            PromptTokens = result.PromptTokens,
            AnswerTokens = result.AnswerTokens,
            Seconds = result.Seconds,
        };
        await ledger.AppendAsync(answer, cancellationToken);
        if (result.Detection is { } detection)
        {
            await ledger.AppendAsync(
                answer with
                {
                    Key = $"{context.InstanceId}|detect",
                    Step = "detect",
                    Output = LedgerJson.Of(detection),
                    Settings = LedgerJson.Of(new { run.Settings.Detectors, run.Settings.Seed, run.Settings.Model, run.Settings.ModelDescription.Layer }),
                    PromptTokens = 0,
                    AnswerTokens = 0,
                    Seconds = 0,
                },
                cancellationToken);
        }

        return true;
    }
}

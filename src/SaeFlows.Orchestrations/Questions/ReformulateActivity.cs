using SaeFlows.Core.Audit;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Reformulation;
using SaeFlows.Orchestrations.Ledgers;

namespace SaeFlows.Orchestrations.Questions;

/// <summary>Asks the reformulator for a proposal; done once per instance, arm and attempt.</summary>
public sealed class ReformulateActivity(IRunStore runs, ILedger ledger, IReformulator reformulator, TimeProvider time)
{
    private readonly RecordedStep _steps = new(ledger, time);

    public async Task<Rewrite> RunAsync(ActivityContext context, RewriteInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var run = await runs.FindAsync(input.RunId, cancellationToken)
            ?? throw new InvalidOperationException($"Run {input.RunId} is not in the store.");
        var request = new ReformulationRequest(input.Text, input.Ambiguities, run.Settings.ModelDescription.Domain, input.Rejected);
        var entry = new LedgerEntry
        {
            RunId = input.RunId,
            QuestionId = input.QuestionId,
            Key = $"{context.InstanceId}|reformulate|{input.Arm}|{input.Attempt}",
            Step = "reformulate",
            Arm = input.Arm,
            Attempt = input.Attempt,
            Input = LedgerJson.Of(request),
            Settings = LedgerJson.Of(new { reformulator = run.Settings.Reformulator }),
        };
        return await _steps.RunAsync(
            entry,
            token => reformulator.ReformulateAsync(request, token),
            (written, rewrite) => written with { Model = rewrite.Model, PromptTokens = rewrite.PromptTokens, AnswerTokens = rewrite.AnswerTokens },
            cancellationToken);
    }
}

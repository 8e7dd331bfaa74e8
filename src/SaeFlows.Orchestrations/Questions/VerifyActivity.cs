using SaeFlows.Core.Audit;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Verification;
using SaeFlows.Orchestrations.Ledgers;

namespace SaeFlows.Orchestrations.Questions;

/// <summary>Asks the verifier whether a proposal means the same; done once per instance, arm and attempt.</summary>
public sealed class VerifyActivity(IRunStore runs, ILedger ledger, IVerifier verifier, TimeProvider time)
{
    private readonly RecordedStep _steps = new(ledger, time);

    public async Task<Verdict> RunAsync(ActivityContext context, VerificationInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var run = await runs.FindAsync(input.RunId, cancellationToken)
            ?? throw new InvalidOperationException($"Run {input.RunId} is not in the store.");
        var request = new VerificationRequest(input.Text, input.Rewrite, input.Ambiguities, run.Settings.ModelDescription.Domain);
        var entry = new LedgerEntry
        {
            RunId = input.RunId,
            QuestionId = input.QuestionId,
            Key = $"{context.InstanceId}|verify|{input.Arm}|{input.Attempt}",
            Step = "verify",
            Arm = input.Arm,
            Attempt = input.Attempt,
            Input = LedgerJson.Of(new { original = input.Text, rewrite = input.Rewrite }),
            Settings = LedgerJson.Of(new { verifier = run.Settings.Verifier }),
        };
        return await _steps.RunAsync(
            entry,
            token => verifier.VerifyAsync(request, token),
            (written, verdict) => written with { Model = verdict.Model, PromptTokens = verdict.PromptTokens, AnswerTokens = verdict.AnswerTokens },
            cancellationToken);
    }
}

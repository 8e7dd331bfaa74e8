using SaeFlows.Core.Audit;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;
using SaeFlows.Orchestrations.Ledgers;

namespace SaeFlows.Orchestrations.Questions;

/// <summary>Writes the last event of the question's chain and its outcome; both are kept as first written.</summary>
public sealed class FinishQuestionActivity(IRunStore runs, ILedger ledger)
{
    public async Task<QuestionStatus> RunAsync(ActivityContext context, QuestionOutcome input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var question = await runs.FindQuestionAsync(input.RunId, input.QuestionId, cancellationToken);
        await ledger.AppendAsync(
            new LedgerEntry
            {
                RunId = input.RunId,
                QuestionId = input.QuestionId,
                // Not this activity's own instance: the run finishes a question whose workflow broke.
                Key = LedgerKeys.Score(input.InstanceId),
                Step = "score",
                Input = LedgerJson.Of(new { reference = question?.Answer, kind = question?.Kind }),
                Output = LedgerJson.Of(input),
            },
            cancellationToken);
        await runs.SaveOutcomeAsync(input, cancellationToken);
        return input.Status;
    }
}

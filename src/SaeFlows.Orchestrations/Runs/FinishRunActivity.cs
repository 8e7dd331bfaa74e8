using SaeFlows.Core.Audit;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;
using SaeFlows.Orchestrations.Ledgers;

namespace SaeFlows.Orchestrations.Runs;

/// <summary>Seals the run: its last event holds a digest of all its questions' chains, so that a lost chain or a lost tail shows.</summary>
public sealed class FinishRunActivity(IRunStore runs, ILedger ledger)
{
    public async Task<RunStatus> RunAsync(ActivityContext context, RunInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var seal = await LedgerSeal.ComputeAsync(ledger.ReadRunAsync(input.RunId, cancellationToken), cancellationToken);
        var counts = await runs.CountOutcomesAsync(input.RunId, cancellationToken);
        await ledger.AppendAsync(
            new LedgerEntry
            {
                RunId = input.RunId,
                QuestionId = LedgerEvent.RunChain,
                Key = $"{context.InstanceId}|{LedgerSeal.Step}",
                Step = LedgerSeal.Step,
                Output = LedgerJson.Of(new { seal.Chains, seal.Events, seal.Digest, counts }),
            },
            cancellationToken);
        await runs.SetStatusAsync(input.RunId, RunStatus.Completed, cancellationToken);
        return RunStatus.Completed;
    }
}

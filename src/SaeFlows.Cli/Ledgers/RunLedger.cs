using System.Text.Json;
using SaeFlows.Core.Audit;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;

namespace SaeFlows.Cli.Ledgers;

/// <summary>Events of a run's own chain that hosts write.</summary>
internal static class RunLedger
{
    /// <summary>Opens the run's chain with its settings and the dataset's hash.</summary>
    public static Task RecordQueuedAsync(ILedger ledger, RunRecord run, CancellationToken cancellationToken) =>
        ledger.AppendAsync(
            new LedgerEntry
            {
                RunId = run.RunId,
                QuestionId = LedgerEvent.RunChain,
                Key = "run-queued",
                Step = "run-queued",
                Input = JsonSerializer.SerializeToElement(new { questions = run.Total, rejectedRows = run.Rejected }, DurableJson.Options),
                Settings = JsonSerializer.SerializeToElement(run.Settings, DurableJson.Options),
            },
            cancellationToken);
}

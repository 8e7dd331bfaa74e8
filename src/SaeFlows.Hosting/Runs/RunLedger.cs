using System.Text.Json;
using SaeFlows.Core.Audit;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;
using SaeFlows.Orchestrations.Retries;

namespace SaeFlows.Hosting.Runs;

/// <summary>Events of a run's own chain that hosts write.</summary>
public static class RunLedger
{
    private const string Reopened = "run-reopened";

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

    /// <summary>Opens a finished run again, durably, before anything runs.</summary>
    public static Task RecordRetryAsync(ILedger ledger, RetryInput retry, int number, CancellationToken cancellationToken) =>
        ledger.AppendAsync(
            new LedgerEntry
            {
                RunId = retry.RunId,
                QuestionId = LedgerEvent.RunChain,
                Key = $"{Reopened}-{number}",
                Step = Reopened,
                Attempt = number,
                Input = JsonSerializer.SerializeToElement(retry, DurableJson.Options),
            },
            cancellationToken);

    /// <summary>What was asked to be retried so far, in order.</summary>
    public static async Task<IReadOnlyList<RetryInput>> RetriesAsync(ILedger ledger, string runId, CancellationToken cancellationToken) =>
    [
        .. (await ledger.ReadChainAsync(runId, LedgerEvent.RunChain, cancellationToken))
            .Select(recorded => DurableJson.Deserialize<LedgerBody>(recorded.Body)!)
            .Where(body => body.Step == Reopened)
            .Select(body => body.Input!.Value.Deserialize<RetryInput>(DurableJson.Options)!),
    ];
}

using System.Text.Json;
using Microsoft.Extensions.Logging;
using SaeFlows.Core.Audit;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;
using SaeFlows.Hosting.Runs;

namespace SaeFlows.Functions.Sweeps;

/// <summary>
/// Brings runs and platform together: a run that nobody started is started, one whose orchestration ended otherwise than by its own
/// end is closed with the reason, and of one that ended long ago the histories go to the artifact store, named in the ledger, before the
/// platform forgets them.
/// </summary>
public sealed class RunSweep(IRunStore runs, ILedger ledger, IArtifactStore artifacts, TimeProvider time, ILogger<RunSweep> logger)
{
    public async Task SweepAsync(IOrchestrationClient client, TimeSpan retention, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        foreach (var run in await runs.ListAsync(cancellationToken))
        {
            if (run.Status is not (RunStatus.Completed or RunStatus.Cancelled))
            {
                await SettleAsync(client, run, cancellationToken);
            }
            else if (run.FinishedAt + retention < time.GetUtcNow())
            {
                await ExportAsync(client, run, cancellationToken);
            }
        }
    }

    private async Task SettleAsync(IOrchestrationClient client, RunRecord run, CancellationToken cancellationToken)
    {
        string instanceId = await RunScheduling.ScheduleAsync(client, ledger, run.RunId, cancellationToken);
        if (await client.GetAsync(instanceId, cancellationToken) is not { Status: OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated } ended)
        {
            return;
        }

        string? reason = ended.Failure?.ErrorMessage ?? ended.Reason;
        await ledger.AppendAsync(Event(run, $"{instanceId}|run-ended", "run-ended", new { instanceId, status = ended.Status, reason }), cancellationToken);
        await runs.SetStatusAsync(run.RunId, RunStatus.Cancelled, cancellationToken);
        FunctionLog.RunClosed(logger, run.RunId, ended.Status.ToString(), reason);
    }

    private async Task ExportAsync(IOrchestrationClient client, RunRecord run, CancellationToken cancellationToken)
    {
        var query = new OrchestrationQuery { InstanceIdPrefix = run.RunId };
        var exported = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var instance in client.QueryAsync(query, cancellationToken))
        {
            var history = await client.GetHistoryAsync(instance.InstanceId, cancellationToken);
            exported[instance.InstanceId] = await artifacts.PutAsync(JsonSerializer.SerializeToUtf8Bytes(new { instance, history }, DurableJson.Options), cancellationToken);
        }

        if (exported.Count == 0)
        {
            return;
        }

        string manifest = await artifacts.PutAsync(JsonSerializer.SerializeToUtf8Bytes(exported, DurableJson.Options), cancellationToken);
        await ledger.AppendAsync(
            Event(run, $"{LedgerKeys.HistoryExported}|{manifest}", LedgerKeys.HistoryExported, new { manifest, instances = exported.Count }), cancellationToken);
        await client.PurgeAsync(query, DateTimeOffset.MaxValue, cancellationToken);
        FunctionLog.HistoryExported(logger, run.RunId, exported.Count, manifest);
    }

    private static LedgerEntry Event(RunRecord run, string key, string step, object output) => new()
    {
        RunId = run.RunId,
        QuestionId = LedgerEvent.RunChain,
        Key = key,
        Step = step,
        Output = JsonSerializer.SerializeToElement(output, DurableJson.Options),
    };
}

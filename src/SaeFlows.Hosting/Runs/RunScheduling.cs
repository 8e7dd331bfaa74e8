using SaeFlows.Core;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;
using SaeFlows.Orchestrations.Retries;
using SaeFlows.Orchestrations.Runs;

namespace SaeFlows.Hosting.Runs;

/// <summary>Which orchestration instance works a run, and how a finished run is opened again; the same on every host.</summary>
public static class RunScheduling
{
    /// <summary>The instance that works the run now, scheduled where it is not yet: the run's own, or that of its last retry.</summary>
    public static async Task<string> ScheduleAsync(IOrchestrationClient client, ILedger ledger, string runId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        var retries = await RunLedger.RetriesAsync(ledger, runId, cancellationToken);
        if (retries.Count == 0)
        {
            await client.ScheduleNewAsync(RunOrchestration.Name, new RunInput(runId), runId, cancellationToken);
            return runId;
        }

        string instanceId = RetryInput.InstanceId(runId, retries.Count);
        await client.ScheduleNewAsync(RetryOrchestration.Name, retries[^1], instanceId, cancellationToken);
        return instanceId;
    }

    /// <summary>Opens a finished run again, durably, before anything runs; <see cref="ScheduleAsync"/> then starts the retry.</summary>
    /// <exception cref="UserInputException">The run has not finished.</exception>
    public static async Task<RunRecord> ReopenAsync(IRunStore runs, ILedger ledger, RunRecord run, RetryInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(run);
        if (run.Status != RunStatus.Completed)
        {
            throw new UserInputException($"Run {run.RunId} is not finished ({run.Status}): let it end ('saeflows resume {run.RunId}' goes on with one on this machine) before you retry what failed.");
        }

        var retries = await RunLedger.RetriesAsync(ledger, run.RunId, cancellationToken);
        await RunLedger.RecordRetryAsync(ledger, input, retries.Count + 1, cancellationToken);
        await runs.SetStatusAsync(run.RunId, RunStatus.Running, cancellationToken);
        return run with { Status = RunStatus.Running };
    }
}

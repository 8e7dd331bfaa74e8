using System.Security.Cryptography;
using System.Text;
using SaeFlows.AzureStorage.Artifacts;
using SaeFlows.Core;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;
using SaeFlows.Hosting.Runs;

namespace SaeFlows.Functions.Runs;

/// <summary>Queues runs. A run's id is made from its content, so the same submission twice is one run.</summary>
public sealed class Submissions(IRunStore runs, ILedger ledger, BlobDatasets datasets, BlobModelDirectory models)
{
    /// <returns>The run, new or from an earlier submission of the same content.</returns>
    /// <exception cref="UserInputException">Dataset, model or arms are at fault, or the run was cancelled.</exception>
    public async Task<RunRecord> SubmitAsync(DatasetSubmission submission, IOrchestrationClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        submission.Check();
        var folder = Directory.CreateTempSubdirectory("saeflows-");
        try
        {
            var plan = await PrepareAsync(submission, folder, cancellationToken);
            string runId = IdOf(plan.Settings, submission);
            var run = await FindAsync(runId, cancellationToken) ?? await WriteAsync(plan, runId, cancellationToken);
            return await ScheduleAsync(run, client, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<RunPlan> PrepareAsync(DatasetSubmission submission, DirectoryInfo folder, CancellationToken cancellationToken)
    {
        string dataset = submission.Dataset == BuiltIn.PocketMath
            ? submission.Dataset
            : await datasets.FetchAsync(submission.Dataset, folder.CreateSubdirectory("dataset").FullName, cancellationToken);
        string? mapping = submission.Mapping is null
            ? null
            : await datasets.FetchAsync(submission.Mapping, folder.CreateSubdirectory("mapping").FullName, cancellationToken);
        try
        {
            return await RunPlan.PrepareAsync(submission.Request(dataset, mapping), models.FindAsync, cancellationToken);
        }
        catch (UserInputException error)
        {
            // The user knows the blobs' names, not those of our copies.
            string message = error.Message.Replace(dataset, submission.Dataset, StringComparison.Ordinal);
            throw new UserInputException(mapping is null ? message : message.Replace(mapping, submission.Mapping, StringComparison.Ordinal), error);
        }
    }

    private async Task<RunRecord?> FindAsync(string runId, CancellationToken cancellationToken) =>
        await runs.FindAsync(runId, cancellationToken) is { Status: not RunStatus.Loading } found ? found : null;

    private async Task<RunRecord> WriteAsync(RunPlan plan, string runId, CancellationToken cancellationToken)
    {
        try
        {
            return await plan.WriteAsync(runId, runs, ledger, cancellationToken);
        }
        catch (UserInputException)
        {
            // A submission of the same content that came at the same time may have been first.
            if (await FindAsync(runId, cancellationToken) is { } written)
            {
                return written;
            }

            throw;
        }
    }

    private async Task<RunRecord> ScheduleAsync(RunRecord run, IOrchestrationClient client, CancellationToken cancellationToken)
    {
        switch (run.Status)
        {
            case RunStatus.Completed:
                // Its instances may be purged by now: to look for them would begin it anew.
                return run;
            case RunStatus.Cancelled:
                throw new UserInputException($"Run {run.RunId} of this very content was cancelled: give the field 'label' a text of your own to queue it anew.");
            case RunStatus.Queued:
                // The earlier submission may have ended between the run and its ledger.
                await RunLedger.RecordQueuedAsync(ledger, run, cancellationToken);
                break;
        }

        await RunScheduling.ScheduleAsync(client, ledger, run.RunId, cancellationToken);
        return run;
    }

    internal static string IdOf(RunSettings settings, DatasetSubmission submission)
    {
        string content = DurableJson.Serialize(new { settings, submission.Limit, submission.Label });
        return "a" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..24];
    }
}

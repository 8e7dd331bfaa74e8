using System.Security.Cryptography;
using System.Text;
using SaeFlows.AzureStorage.Artifacts;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;
using SaeFlows.Hosting.Runs;

namespace SaeFlows.Functions.Runs;

/// <summary>Queues runs. A run's id is made from its content, so the same submission twice is one run.</summary>
public sealed class Submissions(IRunStore runs, ILedger ledger, BlobDatasets datasets, BlobModelDirectory models)
{
    /// <returns>The run, new or from an earlier submission of the same content.</returns>
    /// <exception cref="Core.UserInputException">Dataset, model or arms are at fault.</exception>
    public async Task<RunRecord> SubmitAsync(DatasetSubmission submission, IOrchestrationClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        var folder = Directory.CreateTempSubdirectory("saeflows-");
        try
        {
            string dataset = submission.Dataset == BuiltIn.PocketMath
                ? submission.Dataset
                : await datasets.FetchAsync(submission.Dataset, folder.FullName, cancellationToken);
            string? mapping = submission.Mapping is null ? null : await datasets.FetchAsync(submission.Mapping, folder.FullName, cancellationToken);
            var plan = await RunPlan.PrepareAsync(submission.Request(dataset, mapping), models.FindAsync, cancellationToken);
            string runId = IdOf(plan.Settings, submission);
            var run = await runs.FindAsync(runId, cancellationToken) is { Status: not RunStatus.Loading } there
                ? there
                : await plan.WriteAsync(runId, runs, ledger, cancellationToken);
            await RunScheduling.ScheduleAsync(client, ledger, runId, cancellationToken);
            return run;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    internal static string IdOf(RunSettings settings, DatasetSubmission submission)
    {
        string content = DurableJson.Serialize(new { settings, submission.Limit, submission.Label });
        return "a" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..24];
    }
}

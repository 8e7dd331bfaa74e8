using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using SaeFlows.AzureStorage.Tables;
using SaeFlows.Core.Datasets;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;

namespace SaeFlows.AzureStorage.Runs;

/// <summary>Runs, questions and outcomes in Azure Tables.</summary>
/// <param name="table">It must exist.</param>
/// <param name="time">Stamps runs.</param>
public sealed partial class TableRunStore(TableClient table, TimeProvider time) : IRunStore
{
    /// <summary>The loading of each run that is whole; it never changes.</summary>
    private readonly ConcurrentDictionary<string, string> _loads = new(StringComparer.Ordinal);

    public async Task<RunRecord?> FindAsync(string runId, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(TableKeys.Runs, TableKeys.Part(runId), cancellationToken: cancellationToken);
        return row.HasValue ? ReadRun(row.Value!) : null;
    }

    public async Task<IReadOnlyList<RunRecord>> ListAsync(CancellationToken cancellationToken)
    {
        string filter = $"PartitionKey eq '{TableKeys.Runs}' and Status ne '{nameof(RunStatus.Loading)}'";
        var runs = await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        return [.. runs.Select(ReadRun).OrderByDescending(run => run.CreatedAt).ThenByDescending(run => run.RunId, StringComparer.Ordinal)];
    }

    public Task SetStatusAsync(string runId, RunStatus status, CancellationToken cancellationToken)
    {
        bool ended = status is RunStatus.Completed or RunStatus.Cancelled;
        return ChangeAsync(runId, row => SetStatus(row, status, ended ? time.GetUtcNow() : null), cancellationToken);
    }

    public Task AddWorkSecondsAsync(string runId, double seconds, CancellationToken cancellationToken) =>
        ChangeAsync(runId, row => row["WorkSeconds"] = (row.GetDouble("WorkSeconds") ?? 0) + seconds, cancellationToken);

    public async Task<IReadOnlyList<string>> PageAsync(string runId, long fromOrdinal, int count, CancellationToken cancellationToken)
    {
        if (await FindLoadAsync(runId, cancellationToken) is not { } load)
        {
            return [];
        }

        string filter = $"PartitionKey eq '{TableKeys.Questions(runId, load)}' and RowKey ge '{TableKeys.Number(fromOrdinal)}' and RowKey lt '{TableKeys.Number(fromOrdinal + count)}'";
        return await table.QueryAsync<TableEntity>(filter, select: ["QuestionId"], cancellationToken: cancellationToken)
            .Select(row => row.GetString("QuestionId"))
            .ToListAsync(cancellationToken);
    }

    public async Task<Question?> FindQuestionAsync(string runId, string questionId, CancellationToken cancellationToken)
    {
        if (await FindLoadAsync(runId, cancellationToken) is not { } load || await PlaceOfAsync(runId, questionId, cancellationToken) is not { } place)
        {
            return null;
        }

        var row = await table.GetEntityAsync<TableEntity>(TableKeys.Questions(runId, load), TableKeys.Number(place), cancellationToken: cancellationToken);
        return DurableJson.Deserialize<Question>(row.Value.Text());
    }

    public async IAsyncEnumerable<Question> ReadQuestionsAsync(string runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await FindLoadAsync(runId, cancellationToken) is not { } load)
        {
            yield break;
        }

        await foreach (var row in PartitionAsync(TableKeys.Questions(runId, load), cancellationToken))
        {
            yield return DurableJson.Deserialize<Question>(row.Text())!;
        }
    }

    public async Task<IReadOnlyList<DatasetRow>> ReadRejectedAsync(string runId, CancellationToken cancellationToken) =>
        await FindLoadAsync(runId, cancellationToken) is { } load
            ? await PartitionAsync(TableKeys.Rejected(runId, load), cancellationToken)
                .Select(row => new DatasetRow(row.GetInt64("Row")!.Value, null, row.Text()))
                .ToListAsync(cancellationToken)
            : [];

    private static RunRecord ReadRun(TableEntity row) => new(
        row.GetString("RunId"),
        DurableJson.Deserialize<RunSettings>(row.Text())!,
        Enum.Parse<RunStatus>(row.GetString("Status")),
        row.GetInt64("Total") ?? 0,
        row.GetInt64("Rejected") ?? 0,
        row.GetDateTimeOffset("CreatedAt")!.Value,
        row.GetDateTimeOffset("FinishedAt"),
        row.GetDouble("WorkSeconds") ?? 0);

    private static void SetStatus(TableEntity row, RunStatus status, DateTimeOffset? finishedAt)
    {
        row["Status"] = status.ToString();
        row.Remove("FinishedAt");
        if (finishedAt is { } at)
        {
            row["FinishedAt"] = at;
        }
    }

    private AsyncPageable<TableEntity> PartitionAsync(string partition, CancellationToken cancellationToken) =>
        table.QueryAsync<TableEntity>($"PartitionKey eq '{partition}'", cancellationToken: cancellationToken);

    /// <summary>The loading whose rows are the run's; null where the run is unknown or not yet whole.</summary>
    private async Task<string?> FindLoadAsync(string runId, CancellationToken cancellationToken)
    {
        if (_loads.TryGetValue(runId, out string? known))
        {
            return known;
        }

        var row = await table.GetEntityIfExistsAsync<TableEntity>(TableKeys.Runs, TableKeys.Part(runId), cancellationToken: cancellationToken);
        return row.HasValue && !IsLoading(row.Value!) ? _loads.GetOrAdd(runId, row.Value!.GetString(Load)) : null;
    }

    private async Task<long?> PlaceOfAsync(string runId, string questionId, CancellationToken cancellationToken)
    {
        if (await FindLoadAsync(runId, cancellationToken) is not { } load)
        {
            return null;
        }

        var place = await table.GetEntityIfExistsAsync<TableEntity>(TableKeys.Places(runId, load), TableKeys.Part(questionId), cancellationToken: cancellationToken);
        return place.HasValue ? place.Value!.GetInt64("Ordinal") : null;
    }

    /// <summary>Reads a run, changes it, writes it back; again where another writer came between.</summary>
    private async Task ChangeAsync(string runId, Action<TableEntity> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = (await table.GetEntityAsync<TableEntity>(TableKeys.Runs, TableKeys.Part(runId), cancellationToken: cancellationToken)).Value;
            change(row);
            try
            {
                await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
                return;
            }
            catch (RequestFailedException error) when (error.Status == 412)
            {
            }
        }
    }
}

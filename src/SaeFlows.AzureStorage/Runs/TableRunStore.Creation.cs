using Azure.Data.Tables;
using SaeFlows.AzureStorage.Tables;
using SaeFlows.Core;
using SaeFlows.Core.Datasets;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Runs;

namespace SaeFlows.AzureStorage.Runs;

public sealed partial class TableRunStore
{
    /// <summary>Rows in one transaction, which the service limits.</summary>
    private const int WriteRows = 100;

    /// <remarks>A run that was left half loaded by a crash is loaded anew under the same id. The ids of a dataset are held in memory meanwhile.</remarks>
    public async Task<RunRecord> CreateAsync(string runId, RunSettings settings, IAsyncEnumerable<DatasetRow> rows, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(rows);
        if (await FindAsync(runId, cancellationToken) is { Status: not RunStatus.Loading })
        {
            throw new UserInputException($"Run {runId} is in the store already: choose another id.");
        }

        await DeleteAsync(runId, cancellationToken);
        var run = new TableEntity(TableKeys.Runs, TableKeys.Part(runId)) { ["RunId"] = runId, ["CreatedAt"] = time.GetUtcNow() }.With(DurableJson.Serialize(settings));
        SetStatus(run, RunStatus.Loading, null);
        await table.UpsertEntityAsync(run, TableUpdateMode.Replace, cancellationToken);
        try
        {
            var (total, rejected) = await LoadAsync(runId, rows, cancellationToken);
            run["Total"] = total;
            run["Rejected"] = rejected;
            SetStatus(run, RunStatus.Queued, null);
            if (total == 0)
            {
                throw new UserInputException($"Dataset '{settings.Dataset}' holds no valid question: nothing was queued.");
            }

            await table.UpsertEntityAsync(run, TableUpdateMode.Replace, cancellationToken);
        }
        catch
        {
            // What was loaded goes again, even when the caller has cancelled.
            await DeleteAsync(runId, CancellationToken.None);
            throw;
        }

        return ReadRun(run);
    }

    private async Task<(long Total, long Rejected)> LoadAsync(string runId, IAsyncEnumerable<DatasetRow> rows, CancellationToken cancellationToken)
    {
        long total = 0, rejected = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var batch in rows.Chunk(WriteRows).WithCancellation(cancellationToken))
        {
            List<TableEntity> questions = [], places = [], refused = [];
            foreach (var row in batch)
            {
                if (row.Question is { } question && seen.Add(question.Id))
                {
                    questions.Add(new TableEntity(TableKeys.Questions(runId), TableKeys.Number(total)) { ["QuestionId"] = question.Id }.With(DurableJson.Serialize(question)));
                    places.Add(new TableEntity(TableKeys.Places(runId), TableKeys.Part(question.Id)) { ["Ordinal"] = total++ });
                }
                else
                {
                    string reason = row.Question is null
                        ? row.RejectedBecause ?? string.Empty
                        : $"the id '{row.Question.Id}' stands in an earlier row already; give each row its own id";
                    refused.Add(new TableEntity(TableKeys.Rejected(runId), TableKeys.Number(row.Row)) { ["Row"] = row.Row }.With(reason));
                }
            }

            rejected += refused.Count;
            await AddAsync(questions, cancellationToken);
            await AddAsync(places, cancellationToken);
            await AddAsync(refused, cancellationToken);
        }

        return (total, rejected);
    }

    private async Task AddAsync(List<TableEntity> rows, CancellationToken cancellationToken)
    {
        if (rows.Count > 0)
        {
            await table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancellationToken);
        }
    }

    private async Task DeleteAsync(string runId, CancellationToken cancellationToken)
    {
        foreach (string partition in new[] { TableKeys.Questions(runId), TableKeys.Places(runId), TableKeys.Rejected(runId) })
        {
            await foreach (var batch in table.QueryAsync<TableEntity>($"PartitionKey eq '{partition}'", select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken).Chunk(WriteRows))
            {
                await table.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row)), cancellationToken);
            }
        }

        await table.DeleteEntityAsync(TableKeys.Runs, TableKeys.Part(runId), cancellationToken: cancellationToken);
    }
}

using System.Text;
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

    /// <summary>Bytes of text in one transaction, which the service limits to 4 MiB in all.</summary>
    private const int WriteBytes = 2 * 1024 * 1024;

    /// <summary>Property of a run: the loading whose rows are its questions.</summary>
    private const string Load = "Load";

    /// <remarks>
    /// Of several writers of one run, one loads it while the others wait for its end. Each loading has rows of its own, which count only once
    /// the run names them; so one that crashed, or fell silent and comes back, leaves the next one's rows alone. The ids of a dataset are
    /// held in memory meanwhile.
    /// </remarks>
    public async Task<RunRecord> CreateAsync(string runId, RunSettings settings, IAsyncEnumerable<DatasetRow> rows, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(rows);
        var claim = new TableEntity(TableKeys.Runs, TableKeys.Part(runId))
        {
            ["RunId"] = runId,
            ["CreatedAt"] = time.GetUtcNow(),
            [Load] = Guid.NewGuid().ToString("N"),
        }.With(DurableJson.Serialize(settings));
        SetStatus(claim, RunStatus.Loading, null);
        await ClaimAsync(runId, claim, cancellationToken);
        try
        {
            await LoadAsync(runId, claim, rows, cancellationToken);
            if (claim.GetInt64("Total") == 0)
            {
                throw new UserInputException($"Dataset '{settings.Dataset}' holds no valid question: nothing was queued.");
            }

            SetStatus(claim, RunStatus.Queued, null);
            await ChangeClaimAsync(runId, claim, cancellationToken);
        }
        catch
        {
            // What was loaded goes again, even when the caller has cancelled.
            await DeleteRowsAsync(runId, claim.GetString(Load), CancellationToken.None);
            await DeleteClaimAsync(claim);
            throw;
        }

        return ReadRun(claim);
    }

    private async Task LoadAsync(string runId, TableEntity claim, IAsyncEnumerable<DatasetRow> rows, CancellationToken cancellationToken)
    {
        string load = claim.GetString(Load);
        long total = 0, rejected = 0, beat = time.GetTimestamp();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var batch in rows.Chunk(WriteRows).WithCancellation(cancellationToken))
        {
            List<TableEntity> questions = [], places = [], refused = [];
            foreach (var row in batch)
            {
                if (Refusal(row, seen) is { } reason)
                {
                    refused.Add(new TableEntity(TableKeys.Rejected(runId, load), TableKeys.Number(row.Row)) { ["Row"] = row.Row }.With(reason));
                    continue;
                }

                var question = row.Question!;
                questions.Add(new TableEntity(TableKeys.Questions(runId, load), TableKeys.Number(total)) { ["QuestionId"] = question.Id }.With(DurableJson.Serialize(question)));
                places.Add(new TableEntity(TableKeys.Places(runId, load), TableKeys.Part(question.Id)) { ["Ordinal"] = total++ });
            }

            rejected += refused.Count;
            await AddAsync(questions, cancellationToken);
            await AddAsync(places, cancellationToken);
            await AddAsync(refused, cancellationToken);
            if (time.GetElapsedTime(beat) > s_beat)
            {
                beat = time.GetTimestamp();
                await ChangeClaimAsync(runId, claim, cancellationToken);
            }
        }

        claim["Total"] = total;
        claim["Rejected"] = rejected;
    }

    /// <summary>Why the row is no question of the run; null where it is one.</summary>
    private static string? Refusal(DatasetRow row, HashSet<string> seen)
    {
        if (row.Question is not { } question)
        {
            return row.RejectedBecause ?? string.Empty;
        }

        int bytes = Encoding.UTF8.GetByteCount(DurableJson.Serialize(question));
        return bytes > LongText.MostBytes ? $"the question has {bytes} bytes, more than the {LongText.MostBytes} of a table row; shorten it"
            : seen.Add(question.Id) ? null
            : $"the id '{question.Id}' stands in an earlier row already; give each row its own id";
    }

    private async Task AddAsync(List<TableEntity> rows, CancellationToken cancellationToken)
    {
        int bytes = 0;
        List<TableTransactionAction> actions = [];
        foreach (var row in rows)
        {
            int size = row.TextBytes();
            if (actions.Count > 0 && bytes + size > WriteBytes)
            {
                await table.SubmitTransactionAsync(actions, cancellationToken);
                (actions, bytes) = ([], 0);
            }

            actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, row));
            bytes += size;
        }

        if (actions.Count > 0)
        {
            await table.SubmitTransactionAsync(actions, cancellationToken);
        }
    }

    private async Task DeleteRowsAsync(string runId, string load, CancellationToken cancellationToken)
    {
        foreach (string partition in new[] { TableKeys.Questions(runId, load), TableKeys.Places(runId, load), TableKeys.Rejected(runId, load) })
        {
            await foreach (var batch in table.QueryAsync<TableEntity>($"PartitionKey eq '{partition}'", select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken).Chunk(WriteRows))
            {
                await table.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row)), cancellationToken);
            }
        }
    }
}

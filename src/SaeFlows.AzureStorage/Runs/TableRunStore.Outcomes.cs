using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using SaeFlows.AzureStorage.Tables;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Runs;

namespace SaeFlows.AzureStorage.Runs;

public sealed partial class TableRunStore
{
    /// <remarks>A row per question and execution, in the dataset's order; the last of a question counts.</remarks>
    public async Task SaveOutcomeAsync(QuestionOutcome outcome, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        long place = await PlaceOfAsync(outcome.RunId, outcome.QuestionId, cancellationToken)
            ?? throw new InvalidOperationException($"Question {outcome.QuestionId} of run {outcome.RunId} is not in the store.");
        string partition = TableKeys.Outcomes(outcome.RunId);
        while (true)
        {
            var there = await table.QueryAsync<TableEntity>(Of(partition, place), select: ["InstanceId"], cancellationToken: cancellationToken).ToListAsync(cancellationToken);
            if (there.Exists(row => row.GetString("InstanceId") == outcome.InstanceId))
            {
                return;
            }

            string rowKey = string.Create(CultureInfo.InvariantCulture, $"{TableKeys.Number(place)}|{there.Count:D6}");
            var added = new TableEntity(partition, rowKey) { ["InstanceId"] = outcome.InstanceId, ["Status"] = outcome.Status.ToString(), ["Ordinal"] = place };
            try
            {
                await table.AddEntityAsync(added.With(DurableJson.Serialize(outcome)), cancellationToken);
                return;
            }
            catch (RequestFailedException error) when (error.Status == 409)
            {
                // Another writer was first: look again.
            }
        }
    }

    public async IAsyncEnumerable<QuestionOutcome> ReadOutcomesAsync(string runId, string? afterQuestionId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long after = afterQuestionId is null ? -1 : await PlaceOfAsync(runId, afterQuestionId, cancellationToken) ?? -1;
        string filter = $"PartitionKey eq '{TableKeys.Outcomes(runId)}' and RowKey ge '{TableKeys.Number(after + 1)}'";
        await foreach (var row in LatestAsync(table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)).WithCancellation(cancellationToken))
        {
            yield return DurableJson.Deserialize<QuestionOutcome>(row.Text())!;
        }
    }

    public async Task<IReadOnlyDictionary<QuestionStatus, long>> CountOutcomesAsync(string runId, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<QuestionStatus, long>();
        var rows = table.QueryAsync<TableEntity>($"PartitionKey eq '{TableKeys.Outcomes(runId)}'", select: ["Ordinal", "Status"], cancellationToken: cancellationToken);
        await foreach (var row in LatestAsync(rows).WithCancellation(cancellationToken))
        {
            var status = Enum.Parse<QuestionStatus>(row.GetString("Status"));
            counts[status] = counts.GetValueOrDefault(status) + 1;
        }

        return counts;
    }

    private static string Of(string partition, long place) =>
        $"PartitionKey eq '{partition}' and RowKey ge '{TableKeys.Number(place)}|' and RowKey lt '{TableKeys.Number(place)}~'";

    /// <summary>The last row of each question; rows come in order.</summary>
    private static async IAsyncEnumerable<TableEntity> LatestAsync(IAsyncEnumerable<TableEntity> rows)
    {
        TableEntity? last = null;
        await foreach (var row in rows)
        {
            if (last is not null && last.GetInt64("Ordinal") != row.GetInt64("Ordinal"))
            {
                yield return last;
            }

            last = row;
        }

        if (last is not null)
        {
            yield return last;
        }
    }
}

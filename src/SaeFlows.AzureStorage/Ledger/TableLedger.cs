using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using SaeFlows.AzureStorage.Tables;
using SaeFlows.Core.Audit;
using SaeFlows.Core.Ports;

namespace SaeFlows.AzureStorage.Ledger;

/// <summary>
/// The ledger in Azure Tables. A chain is a partition; an append writes the event, its key and the new head in one transaction, which
/// fails where another writer was first, and is then tried anew.
/// </summary>
/// <param name="table">It must exist.</param>
/// <param name="time">Stamps events.</param>
public sealed class TableLedger(TableClient table, TimeProvider time) : ILedger
{
    private const string Head = "head";
    private const string EventPrefix = "e|";
    private const string KeyPrefix = "k|";

    // Writers of one process to one chain take turns; only those of other processes collide.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    public async Task<LedgerEvent> AppendAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        string chain = TableKeys.Chain(entry.RunId, entry.QuestionId);
        var turn = _turns[(uint)chain.GetHashCode(StringComparison.Ordinal) % _turns.Length];
        await turn.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                if (await FindAsync(entry.RunId, entry.QuestionId, entry.Key, cancellationToken) is { } there)
                {
                    return there;
                }

                if (await TryAppendAsync(chain, entry, cancellationToken) is { } written)
                {
                    return written;
                }
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public async Task<LedgerEvent?> FindAsync(string runId, string questionId, string key, CancellationToken cancellationToken)
    {
        string chain = TableKeys.Chain(runId, questionId);
        var place = await table.GetEntityIfExistsAsync<TableEntity>(chain, KeyPrefix + TableKeys.Part(key), cancellationToken: cancellationToken);
        return place.HasValue ? Read(await table.GetEntityAsync<TableEntity>(chain, place.Value!.GetString("Event"), cancellationToken: cancellationToken)) : null;
    }

    public async Task<IReadOnlyList<LedgerEvent>> ReadChainAsync(string runId, string questionId, CancellationToken cancellationToken) =>
        await ReadAsync($"PartitionKey eq '{TableKeys.Chain(runId, questionId)}' and {Events}", cancellationToken).ToListAsync(cancellationToken);

    public IAsyncEnumerable<LedgerEvent> ReadRunAsync(string runId, CancellationToken cancellationToken) =>
        ReadAsync($"{TableKeys.ChainsOf(runId)} and {Events}", cancellationToken);

    private static string Events => $"RowKey ge '{EventPrefix}' and RowKey lt '{EventPrefix}~'";

    private async IAsyncEnumerable<LedgerEvent> ReadAsync(string filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            yield return Read(row);
        }
    }

    /// <returns>Null where another writer was first.</returns>
    private async Task<LedgerEvent?> TryAppendAsync(string chain, LedgerEntry entry, CancellationToken cancellationToken)
    {
        var head = await table.GetEntityIfExistsAsync<TableEntity>(chain, Head, cancellationToken: cancellationToken);
        var previous = head.HasValue ? Read(await table.GetEntityAsync<TableEntity>(chain, head.Value!.GetString("Event"), cancellationToken: cancellationToken)) : null;
        var next = LedgerChain.Next(previous, entry, time.GetUtcNow());
        string row = EventPrefix + TableKeys.Number(next.Sequence);
        var newHead = new TableEntity(chain, Head) { ["Event"] = row };
        TableTransactionAction[] changes =
        [
            new(TableTransactionActionType.Add, Write(chain, row, next)),
            new(TableTransactionActionType.Add, new TableEntity(chain, KeyPrefix + TableKeys.Part(entry.Key)) { ["Event"] = row }),
            head.HasValue
                ? new(TableTransactionActionType.UpdateReplace, newHead, head.Value!.ETag)
                : new(TableTransactionActionType.Add, newHead),
        ];
        try
        {
            await table.SubmitTransactionAsync(changes, cancellationToken);
            return next;
        }
        catch (RequestFailedException error) when (error.Status is 409 or 412)
        {
            return null;
        }
    }

    private static TableEntity Write(string chain, string row, LedgerEvent written) => new TableEntity(chain, row)
    {
        ["RunId"] = written.RunId,
        ["QuestionId"] = written.QuestionId,
        ["Sequence"] = written.Sequence,
        ["EventKey"] = written.Key,
        ["PreviousHash"] = written.PreviousHash,
        ["Hash"] = written.Hash,
    }.With(written.Body);

    private static LedgerEvent Read(TableEntity row) => new(
        row.GetString("RunId"),
        row.GetString("QuestionId"),
        row.GetInt64("Sequence")!.Value,
        row.GetString("EventKey"),
        row.Text(),
        row.GetString("PreviousHash"),
        row.GetString("Hash"));
}

using Azure;
using Azure.Data.Tables;
using SaeFlows.Core;
using SaeFlows.Core.Runs;

namespace SaeFlows.AzureStorage.Runs;

/// <content>Which of several writers loads a run: the one whose claim, a run in status Loading, stands in the table.</content>
public sealed partial class TableRunStore
{
    /// <summary>How often a writer changes its claim while it loads.</summary>
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(5);

    /// <summary>How long a claim may stay unchanged before its writer counts as gone; measured on the waiting writer's own clock.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    /// <summary>Puts the claim in, as soon as no other writer is at work.</summary>
    /// <exception cref="UserInputException">The run is there already, or another writer has finished it meanwhile.</exception>
    private async Task ClaimAsync(string runId, TableEntity claim, CancellationToken cancellationToken)
    {
        ETag seen = default;
        long since = time.GetTimestamp();
        while (true)
        {
            var there = await table.GetEntityIfExistsAsync<TableEntity>(claim.PartitionKey, claim.RowKey, cancellationToken: cancellationToken);
            if (there.HasValue && !IsLoading(there.Value!))
            {
                throw AlreadyThere(runId);
            }

            if (there.HasValue && there.Value!.ETag != seen)
            {
                (seen, since) = (there.Value.ETag, time.GetTimestamp());
            }

            if (there.HasValue && time.GetElapsedTime(since) < s_silence)
            {
                await Task.Delay(s_look, time, cancellationToken);
                continue;
            }

            if (await TryClaimAsync(claim, there.HasValue ? seen : null, cancellationToken))
            {
                if (there.HasValue)
                {
                    await DeleteRowsAsync(runId, there.Value!.GetString(Load), cancellationToken);
                }

                return;
            }
        }
    }

    private async Task<bool> TryClaimAsync(TableEntity claim, ETag? insteadOf, CancellationToken cancellationToken)
    {
        try
        {
            var answer = insteadOf is { } silent
                ? await table.UpdateEntityAsync(claim, silent, TableUpdateMode.Replace, cancellationToken)
                : await table.AddEntityAsync(claim, cancellationToken);
            claim.ETag = answer.Headers.ETag!.Value;
            return true;
        }
        catch (RequestFailedException error) when (error.Status is 409 or 412 || (error.Status == 404 && insteadOf is not null))
        {
            return false;
        }
    }

    /// <exception cref="UserInputException">Another writer took the claim over.</exception>
    private async Task ChangeClaimAsync(string runId, TableEntity claim, CancellationToken cancellationToken)
    {
        try
        {
            claim.ETag = (await table.UpdateEntityAsync(claim, claim.ETag, TableUpdateMode.Replace, cancellationToken)).Headers.ETag!.Value;
        }
        catch (RequestFailedException error) when (error.Status is 404 or 412)
        {
            throw AlreadyThere(runId);
        }
    }

    private async Task DeleteClaimAsync(TableEntity claim)
    {
        try
        {
            await table.DeleteEntityAsync(claim.PartitionKey, claim.RowKey, claim.ETag, CancellationToken.None);
        }
        catch (RequestFailedException error) when (error.Status is 404 or 412)
        {
            // It is another writer's by now.
        }
    }

    private static bool IsLoading(TableEntity run) => run.GetString("Status") == nameof(RunStatus.Loading);

    private static UserInputException AlreadyThere(string runId) => new($"Run {runId} is in the store already: choose another id.");
}

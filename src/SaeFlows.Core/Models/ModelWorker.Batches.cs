using System.Diagnostics;
using SaeFlows.Core.Ports;

namespace SaeFlows.Core.Models;

public sealed partial class ModelWorker
{
    private async Task WorkAsync(IReadOnlyList<ReceivedJob> received, CancellationToken stopping)
    {
        var held = received.Select(job => new HeldJob(_jobs, job, _time)).ToList();
        var items = new List<WorkItem>(held.Count);
        using var drain = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        await using var stop = stopping.Register(() => drain.CancelAfter(_options.DrainTimeout));
        try
        {
            if (stopping.IsCancellationRequested)
            {
                await Task.WhenAll(held.Select(GiveBackAsync));
                return;
            }

            foreach (var job in held)
            {
                if (await OpenAsync(job, drain.Token) is { } item)
                {
                    items.Add(item);
                }
            }

            await AnswerOrPutBehindAsync(await ReuseAsync(items, drain.Token), stopping, drain.Token);
        }
        catch (OperationCanceledException) when (drain.IsCancellationRequested)
        {
            await Task.WhenAll(held.Select(GiveBackAsync));
        }
        finally
        {
            items.ForEach(item => item.Trace?.Dispose());
            foreach (var job in held)
            {
                await job.DisposeAsync();
            }

            Update(status => status with { InHand = 0 });
        }
    }

    /// <summary>The job behind a delivery; null where it is poison and was disposed of.</summary>
    private async Task<WorkItem?> OpenAsync(HeldJob held, CancellationToken cancellationToken)
    {
        int tries = TriesBefore(held.Job);
        if (tries >= _options.MaxDeliveries)
        {
            await PoisonAsync(held, "DeliveryCountExceeded", $"Tried {tries} times without an answer; the budget is {_options.MaxDeliveries}.", cancellationToken);
            return null;
        }

        try
        {
            var job = ModelMessages.ReadJob(held.Job.Message);
            var trace = ModelTelemetry.Source.StartActivity("model job", ActivityKind.Consumer, ModelMessages.TraceOf(held.Job.Message));
            trace?.SetTag("saeflows.job", job.JobId);
            return new WorkItem(held, job, ModelJobFingerprint.Of(job, _runtime.DescriptionOf(job.Model)), trace);
        }
        catch (InvalidDataException e)
        {
            await PoisonAsync(held, "UnreadableBody", e.Message, cancellationToken);
            return null;
        }
        catch (UserInputException e)
        {
            await PoisonAsync(held, "ModelNotLoadable", e.Message, cancellationToken);
            return null;
        }
    }

    /// <summary>Answers what was computed before; returns the rest, equal content side by side.</summary>
    private async Task<List<List<WorkItem>>> ReuseAsync(List<WorkItem> items, CancellationToken cancellationToken)
    {
        var fresh = new List<List<WorkItem>>();
        foreach (var same in items.GroupBy(item => item.Fingerprint, StringComparer.Ordinal).Select(group => group.ToList()))
        {
            if (await _cache.FindAsync(same[0].Fingerprint, cancellationToken) is { } known)
            {
                await ReplyAllAsync(same, known with { FromCache = true }, cancellationToken);
            }
            else
            {
                fresh.Add(same);
            }
        }

        return fresh;
    }

    private async Task AnswerAsync(List<List<WorkItem>> groups, CancellationToken stopping, CancellationToken cancellationToken)
    {
        if (groups.Count == 0)
        {
            return;
        }

        try
        {
            var results = await ComputeAsync(groups, cancellationToken);
            await Task.WhenAll(groups.Zip(results, (group, result) => StoreAndReplyAsync(group, result, cancellationToken)));
        }
        catch (ModelRunException e) when (groups.Count > 1)
        {
            // One job must not take its neighbours down: each alone, so that the culprit shows itself.
            _logger.RunFailed(groups.Count, e.Message);
            await AnswerEachAsync(groups, stopping, cancellationToken);
        }
        catch (ModelRunException e)
        {
            _logger.RunFailed(1, e.Message);
            await Task.WhenAll(groups[0].Select(item => FailAsync(item, e.Message, cancellationToken)));
        }
    }

    private async Task AnswerEachAsync(List<List<WorkItem>> groups, CancellationToken stopping, CancellationToken cancellationToken)
    {
        foreach (var group in groups)
        {
            if (stopping.IsCancellationRequested)
            {
                await Task.WhenAll(group.Select(item => GiveBackAsync(item.Held)));
                continue;
            }

            await AnswerAsync([group], stopping, cancellationToken);
        }
    }

    /// <summary>
    /// Works what is above suspicion in one batch, and suspects one at a time, behind all others. A suspect whose turn it is not
    /// is put back before anything is worked, so that the death of this process costs it nothing.
    /// </summary>
    private async Task AnswerOrPutBehindAsync(List<List<WorkItem>> groups, CancellationToken stopping, CancellationToken cancellationToken)
    {
        var suspects = groups.FindAll(IsSuspect);
        var others = groups.FindAll(group => !IsSuspect(group));
        _oneAtATime = others.Count == 0 && suspects.Count > 0;
        var now = _oneAtATime ? suspects[..1] : others;
        await Task.WhenAll(suspects.Except(now).SelectMany(group => group).Select(item => PutBehindAsync(item, cancellationToken)));
        await AnswerAsync(now, stopping, cancellationToken);
    }

    private bool IsSuspect(List<WorkItem> group) => group.Exists(item => TriesBefore(item.Held.Job) >= _options.SharedDeliveries);

    private async Task StoreAndReplyAsync(List<WorkItem> group, ModelJobResult result, CancellationToken cancellationToken)
    {
        if (_evidence is not null)
        {
            result = await _evidence.ApplyAsync(result, cancellationToken);
        }

        if (result.Error is null)
        {
            await _cache.PutAsync(group[0].Fingerprint, result, cancellationToken);
        }

        await ReplyAllAsync(group, result, cancellationToken);
    }
}

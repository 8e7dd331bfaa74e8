using System.Diagnostics;
using SaeFlows.Core.Ports;

namespace SaeFlows.Core.Models;

public sealed partial class ModelWorker
{
    private Task ReplyAllAsync(List<WorkItem> same, ModelJobResult result, CancellationToken cancellationToken) =>
        Task.WhenAll(same.Select((item, i) => ReplyAsync(item, i == 0 ? result : result with { FromCache = result.Error is null }, cancellationToken)));

    private async Task ReplyAsync(WorkItem item, ModelJobResult result, CancellationToken cancellationToken)
    {
        using var trace = item.Trace;
        Activity.Current = trace ?? Activity.Current;
        var reply = result with { JobId = item.Job.JobId, ReplyToInstance = item.Job.ReplyToInstance, ReplyEvent = item.Job.ReplyEvent };
        var settled = await SettleAsync(
            item.Held,
            async token =>
            {
                await _results.SendAsync(ModelMessages.FromResult(reply), null, token);
                await item.Held.CompleteAsync(token);
            },
            cancellationToken);
        _failures.TryRemove(item.Held.Job.Message.MessageId, out _);
        if (settled)
        {
            Count(reply, result.Error is not null ? "failed" : result.FromCache ? "cached" : "computed");
        }
    }

    /// <summary>A job that made the runtime throw: given back for another try, or at the end of its budget poisoned.</summary>
    private async Task FailAsync(WorkItem item, string error, CancellationToken cancellationToken)
    {
        item.Trace?.SetStatus(ActivityStatusCode.Error, error);
        if (TriesOf(item.Held.Job) >= _options.MaxDeliveries && !item.Held.Lost.IsCancellationRequested)
        {
            await PoisonAsync(item.Held, "ModelRunFailed", error, cancellationToken);
            return;
        }

        await GiveBackAsync(item.Held);
    }

    /// <summary>
    /// Sends the job again, with its tries so far, and completes this delivery: behind the others, with a delivery count that
    /// starts anew. Unlike an abandon this does not count the delivery, in which nothing was tried. A crash between the two
    /// leaves it twice, which is harmless.
    /// </summary>
    private Task<bool> PutBehindAsync(WorkItem item, CancellationToken cancellationToken) =>
        SettleAsync(
            item.Held,
            async token =>
            {
                await _jobs.SendAsync(ModelMessages.Again(item.Held.Job.Message, TriesBefore(item.Held.Job)), null, token);
                await item.Held.CompleteAsync(token);
                ModelTelemetry.Jobs.Count("put behind");
            },
            cancellationToken);

    /// <summary>In how many deliveries before this one the job was tried; 0 where the queue cannot tell.</summary>
    private static int TriesBefore(ReceivedJob job) => ModelMessages.TriesOf(job.Message) + Math.Max(0, job.DeliveryCount - 1);

    /// <summary>Where the queue does not count deliveries, this process counts its own failures.</summary>
    private int TriesOf(ReceivedJob job)
    {
        if (job.DeliveryCount > 0)
        {
            return TriesBefore(job) + 1;
        }

        var tries = _failures.AddOrUpdate(job.Message.MessageId, 1, static (_, before) => before + 1);
        if (tries >= _options.MaxDeliveries)
        {
            _failures.TryRemove(job.Message.MessageId, out _);
        }

        return tries;
    }

    private async Task PoisonAsync(HeldJob held, string reason, string description, CancellationToken cancellationToken)
    {
        var message = held.Job.Message;
        _logger.DeadLettered(message.MessageId, reason, description);
        ModelJobResult? error = null;
        var settled = await SettleAsync(
            held,
            async token =>
            {
                // Answered first: whoever waits learns why, and a crash between the two only repeats this.
                if (ModelMessages.TryCreateError(message, $"{reason}: {description}", out error))
                {
                    await _results.SendAsync(ModelMessages.FromResult(error), null, token);
                }

                await held.DeadLetterAsync(reason, description, token);
            },
            cancellationToken);
        if (settled && error is not null)
        {
            Count(error, "poisoned");
        }
    }

    /// <summary>Repeats a settlement while the queue is away and the lock lasts; a lost lock leaves the job to its next delivery.</summary>
    private async Task<bool> SettleAsync(HeldJob held, Func<CancellationToken, Task> settle, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.Lost);
        var backoff = new QueueBackoff(_options.FirstBackoff, _options.MaxBackoff, _time, _logger);
        try
        {
            while (true)
            {
                try
                {
                    await settle(either.Token);
                    return true;
                }
                catch (JobQueueUnavailableException e)
                {
                    await backoff.WaitAsync(_results, e, either.Token);
                }
            }
        }
        catch (JobLockLostException)
        {
            return Lose(held);
        }
        catch (OperationCanceledException) when (held.Lost.IsCancellationRequested)
        {
            return Lose(held);
        }
    }

    private async Task GiveBackAsync(HeldJob held)
    {
        if (held.IsSettled)
        {
            return;
        }

        try
        {
            await held.AbandonAsync(CancellationToken.None);
            ModelTelemetry.Jobs.Count("returned");
        }
        catch (Exception e) when (e is JobLockLostException or JobQueueUnavailableException)
        {
            // Its lock runs out by itself then.
        }
    }

    private bool Lose(HeldJob held)
    {
        _logger.LockLost(held.Job.Message.MessageId);
        ModelTelemetry.Jobs.Count("lost");
        return false;
    }

    private void Count(ModelJobResult reply, string outcome)
    {
        ModelTelemetry.Jobs.Count(outcome);
        Update(status => status with { Answered = status.Answered + 1, Failed = status.Failed + (reply.Error is null ? 0 : 1) });
    }
}

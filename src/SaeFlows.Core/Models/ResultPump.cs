using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;

namespace SaeFlows.Core.Models;

/// <summary>
/// Takes replies from the results queue and raises the event that each one's orchestration waits for. Raise, then complete:
/// a crash between the two raises twice, and a reply to an instance that is unknown or finished is ignored; so the event
/// name of a job must be its own (a job's id in it), that a second or late reply meets nobody.
/// </summary>
public sealed class ResultPump
{
    private readonly IJobQueue _results;
    private readonly IOrchestrationClient _client;
    private readonly ResultPumpOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public ResultPump(IJobQueue results, IOrchestrationClient client, ResultPumpOptions? options = null, TimeProvider? time = null, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(client);
        _results = results;
        _client = client;
        _options = options ?? new ResultPumpOptions();
        _time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger.Instance;
    }

    /// <summary>Works until <paramref name="stopping"/> is cancelled; the replies in hand are handed over first.</summary>
    /// <exception cref="UserInputException">The queue's settings or storage are at fault, so that trying again is no use.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        var backoff = new QueueBackoff(_options.FirstBackoff, _options.MaxBackoff, _time, _logger);
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                try
                {
                    var replies = await _results.ReceiveAsync(_options.Credit, _options.ReceiveWait, stopping);
                    backoff.Reset();
                    await Task.WhenAll(replies.Select(HandOverAsync));
                }
                catch (JobQueueUnavailableException e)
                {
                    await backoff.WaitAsync(_results, e, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop while waiting.
        }
    }

    private async Task HandOverAsync(ReceivedJob reply)
    {
        await using var held = new HeldJob(_results, reply, _time);
        try
        {
            await RaiseAsync(held, ModelMessages.ReadResult(reply.Message));
        }
        catch (InvalidDataException e)
        {
            await PoisonAsync(held, "UnreadableBody", e.Message);
        }
        catch (JobLockLostException)
        {
            // Comes again; raising it twice is harmless.
        }
        catch (Exception e) when (e is not (UserInputException or JobQueueUnavailableException))
        {
            await ReturnAsync(held, e);
        }
    }

    private async Task RaiseAsync(HeldJob held, ModelJobResult result)
    {
        if (result.ReplyToInstance is null || result.ReplyEvent is null)
        {
            throw new InvalidDataException($"Reply '{result.JobId}' names no instance and event to answer.");
        }

        using var activity = ModelTelemetry.Source.StartActivity("model reply", ActivityKind.Consumer, ModelMessages.TraceOf(held.Job.Message));
        var waited = await _client.RaiseEventAsync(result.ReplyToInstance, result.ReplyEvent, result, CancellationToken.None);
        if (!waited)
        {
            _logger.ReplyIgnored(result.JobId, result.ReplyToInstance);
        }

        await held.CompleteAsync(CancellationToken.None);
        ModelTelemetry.Replies.Count(waited ? "raised" : "ignored");
    }

    private async Task ReturnAsync(HeldJob held, Exception reason)
    {
        var message = held.Job.Message;
        if (held.Job.DeliveryCount >= _options.MaxDeliveries)
        {
            await PoisonAsync(held, "ReplyNotDeliverable", $"{reason.GetType().Name}: {reason.Message}");
            return;
        }

        _logger.ReplyReturned(message.MessageId, reason.Message);
        await IfStillHeldAsync(() => held.AbandonAsync(CancellationToken.None));
        ModelTelemetry.Replies.Count("returned");
    }

    private async Task PoisonAsync(HeldJob held, string reason, string description)
    {
        _logger.DeadLettered(held.Job.Message.MessageId, reason, description);
        await IfStillHeldAsync(() => held.DeadLetterAsync(reason, description, CancellationToken.None));
        ModelTelemetry.Replies.Count("poisoned");
    }

    private static async Task IfStillHeldAsync(Func<Task> settle)
    {
        try
        {
            await settle();
        }
        catch (JobLockLostException)
        {
            // Comes again, and is judged again.
        }
    }
}

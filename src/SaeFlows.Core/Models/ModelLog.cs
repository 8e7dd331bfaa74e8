using Microsoft.Extensions.Logging;

namespace SaeFlows.Core.Models;

/// <summary>Log messages of the worker and the result pump, numbered 2000 on.</summary>
internal static partial class ModelLog
{
    [LoggerMessage(2000, LogLevel.Warning, "Queue {Queue} is away ({Reason}); next try in {DelaySeconds:0.0} s")]
    public static partial void QueueAway(this ILogger logger, string queue, string reason, double delaySeconds);

    [LoggerMessage(2001, LogLevel.Warning, "Job {JobId}: the lock is lost; its result is dropped and the next delivery answers")]
    public static partial void LockLost(this ILogger logger, string jobId);

    [LoggerMessage(2002, LogLevel.Error, "Message {MessageId} is dead-lettered ({Reason}): {Description}")]
    public static partial void DeadLettered(this ILogger logger, string messageId, string reason, string description);

    [LoggerMessage(2003, LogLevel.Warning, "The model run of {Jobs} jobs failed: {Reason}")]
    public static partial void RunFailed(this ILogger logger, int jobs, string reason);

    [LoggerMessage(2004, LogLevel.Debug, "Reply to job {JobId} came too late or twice: instance {Instance} does not wait for it any more")]
    public static partial void ReplyIgnored(this ILogger logger, string jobId, string? instance);

    [LoggerMessage(2005, LogLevel.Warning, "Reply {MessageId} could not be handed over and is given back: {Reason}")]
    public static partial void ReplyReturned(this ILogger logger, string messageId, string reason);
}

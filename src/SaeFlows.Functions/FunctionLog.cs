using Microsoft.Extensions.Logging;

namespace SaeFlows.Functions;

/// <summary>The host's log messages.</summary>
internal static partial class FunctionLog
{
    [LoggerMessage(1, LogLevel.Information, "Run {Run} on {Dataset}: {Questions} questions queued")]
    public static partial void Submitted(ILogger logger, string run, string dataset, long questions);

    [LoggerMessage(2, LogLevel.Information, "Reply {Job} came too late: instance {Instance} no longer waits")]
    public static partial void ReplyIgnored(ILogger logger, string job, string instance);

    [LoggerMessage(3, LogLevel.Warning, "Run {Run}: its orchestration ended as {Status} ({Reason}); the run is closed")]
    public static partial void RunClosed(ILogger logger, string run, string status, string? reason);

    [LoggerMessage(4, LogLevel.Information, "Run {Run}: {Instances} histories exported as {Manifest} and purged")]
    public static partial void HistoryExported(ILogger logger, string run, int instances, string manifest);
}

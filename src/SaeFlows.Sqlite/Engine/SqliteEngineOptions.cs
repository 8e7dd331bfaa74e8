using System.ComponentModel.DataAnnotations;

namespace SaeFlows.Sqlite.Engine;

/// <summary>How much an engine does at once and how long it may be silent.</summary>
public sealed record SqliteEngineOptions
{
    /// <summary>Activities that run at once in this process.</summary>
    [Range(1, 100_000)]
    public int MaxConcurrentActivities { get; init; } = 32;

    /// <summary>Instances at work at once in this process: those that run code, wait for a commit or have an activity running.</summary>
    [Range(1, 100_000)]
    public int MaxConcurrentOrchestrations { get; init; } = 256;

    /// <summary>Instances kept in memory that only wait (for a timer, an event, a child); the longest idle is put away first and replayed when needed.</summary>
    [Range(0, 1_000_000)]
    public int MaxCachedInstances { get; init; } = 1000;

    /// <summary>
    /// Seconds without a sign of life after which other processes take over this one's instances. A process that is gone on the
    /// same machine is noticed at once.
    /// </summary>
    [Range(1, 3600)]
    public int LeaseSeconds { get; init; } = 15;

    /// <summary>Milliseconds between two looks for the work of other processes; this process's own work is signalled.</summary>
    [Range(10, 60_000)]
    public int PollMilliseconds { get; init; } = 500;

    /// <summary>Seconds that <see cref="SqliteEngine.StopAsync"/> waits for running activities after asking them to stop.</summary>
    [Range(0, 3600)]
    public int StopTimeoutSeconds { get; init; } = 20;
}

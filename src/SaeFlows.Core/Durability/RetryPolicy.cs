namespace SaeFlows.Core.Durability;

/// <summary>
/// When a failed step is tried again. The first five members mean what they mean in Durable Task's RetryPolicy;
/// the others are ours.
/// </summary>
public sealed record RetryPolicy
{
    /// <summary>Attempts in all, the first included; at least 1.</summary>
    public int MaxNumberOfAttempts { get; init; } = 3;

    /// <summary>Delay before the second attempt.</summary>
    public TimeSpan FirstRetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Each further delay is the one before times this; at least 1.</summary>
    public double BackoffCoefficient { get; init; } = 2.0;

    /// <summary>No delay is longer than this.</summary>
    public TimeSpan MaxRetryInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>No attempt starts later than this after the first one began.</summary>
    public TimeSpan RetryTimeout { get; init; } = TimeSpan.MaxValue;

    /// <summary>Share of each delay that is drawn at random (0 none, 1 the whole delay), deterministic by instance and step.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>Error types (<see cref="TaskFailureDetails.ErrorType"/>) that are never tried again.</summary>
    public IReadOnlyList<string> NonRetryableErrors { get; init; } = [];

    /// <summary>After this many failures of equal type and message in a row the workflow is suspended instead of burning its budget; 0 is never.</summary>
    public int MaxIdenticalFailures { get; init; }
}

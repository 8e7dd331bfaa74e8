using SaeFlows.Core;

namespace SaeFlows.Sqlite.Queue;

/// <summary>How an embedded queue locks, polls and gives up. The defaults are Service Bus's where it has the same setting.</summary>
public sealed record SqliteJobQueueOptions
{
    /// <summary>How long a receiver holds a message before it must renew.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A message that comes up for delivery once more than this is dead-lettered instead.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>A message id sent again within this time is dropped; zero switches that off.</summary>
    public TimeSpan DuplicateWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often a waiting receiver looks for messages of other processes; sends of this process wake it at once.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    internal SqliteJobQueueOptions Validate()
    {
        Require(LockDuration >= TimeSpan.FromMilliseconds(1), nameof(LockDuration), LockDuration);
        Require(MaxDeliveryCount >= 1, nameof(MaxDeliveryCount), MaxDeliveryCount);
        Require(DuplicateWindow >= TimeSpan.Zero, nameof(DuplicateWindow), DuplicateWindow);
        Require(PollInterval >= TimeSpan.FromMilliseconds(1), nameof(PollInterval), PollInterval);
        return this;
    }

    private static void Require(bool holds, string name, object value)
    {
        if (!holds)
        {
            throw new UserInputException($"Queue setting {name} is out of range: {value}.");
        }
    }
}

namespace SaeFlows.TestKit.ServiceBusBroker;

/// <summary>How a queue of the test broker behaves; the defaults are Service Bus's.</summary>
public sealed record BrokerQueueOptions
{
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromSeconds(60);

    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>Zero is no duplicate detection.</summary>
    public TimeSpan DuplicateWindow { get; init; }
}

namespace SaeFlows.Core.Models;

/// <summary>How replies are taken.</summary>
public sealed record ResultPumpOptions
{
    /// <summary>Replies in hand at once.</summary>
    public int Credit { get; init; } = 64;

    /// <summary>How long one receive waits for a first reply.</summary>
    public TimeSpan ReceiveWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Deliveries after which a reply that could not be handed over is dead-lettered.</summary>
    public int MaxDeliveries { get; init; } = 8;

    /// <summary>First delay after the queue was away; doubles up to <see cref="MaxBackoff"/>.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(15);
}

namespace SaeFlows.Core.Models;

/// <summary>How a model worker takes and answers jobs.</summary>
public sealed record ModelWorkerOptions
{
    /// <summary>Jobs in one forward pass, and so the credit of an idle worker.</summary>
    public int MaxBatch { get; init; } = 16;

    /// <summary>How long one receive waits for a first job.</summary>
    public TimeSpan ReceiveWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Tries after which a job that was never answered is dead-lettered and answered with an error. Below the queue's own
    /// limit of deliveries (Service Bus: 10), or the question is never answered.
    /// </summary>
    public int MaxDeliveries { get; init; } = 8;

    /// <summary>
    /// Tries after which a job that was never answered is worked alone, behind the others: it may be what takes workers down,
    /// and a job that only lay beside it in the same batch must not spend its own budget on that.
    /// </summary>
    public int SharedDeliveries { get; init; } = 2;

    /// <summary>After a stop, the batch at hand may take this long before it is cancelled and given back.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>First delay after the queue was away; doubles up to <see cref="MaxBackoff"/>.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(15);

    /// <exception cref="UserInputException">A value is out of range.</exception>
    public ModelWorkerOptions Validate()
    {
        Require(MaxBatch is >= 1 and <= 2048, $"{nameof(MaxBatch)} must lie in 1..2048, not {MaxBatch}.");
        Require(MaxDeliveries >= 1, $"{nameof(MaxDeliveries)} must be at least 1, not {MaxDeliveries}.");
        Require(SharedDeliveries >= 1, $"{nameof(SharedDeliveries)} must be at least 1, not {SharedDeliveries}.");
        Require(ReceiveWait > TimeSpan.Zero, $"{nameof(ReceiveWait)} must be positive, not {ReceiveWait}.");
        Require(DrainTimeout >= TimeSpan.Zero, $"{nameof(DrainTimeout)} must not be negative: {DrainTimeout}.");
        Require(FirstBackoff > TimeSpan.Zero && MaxBackoff >= FirstBackoff, $"{nameof(FirstBackoff)} must be positive and at most {nameof(MaxBackoff)}.");
        return this;
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new UserInputException($"Model worker settings: {message}");
        }
    }
}

using SaeFlows.Core;

namespace SaeFlows.Amqp;

/// <summary>Times of the AMQP adapter.</summary>
public sealed record AmqpOptions
{
    /// <summary>One connect, attach, send or management request may take this long.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the broker may take to give unused credit back before the link is rebuilt.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Lifetime of the SAS tokens made from a key.</summary>
    public TimeSpan SasLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A token is renewed when it has less than this left.</summary>
    public TimeSpan TokenMargin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Declare duplicate detection: set it where the Service Bus queue was made with it; the client cannot ask.</summary>
    public bool QueueDetectsDuplicates { get; init; }

    /// <exception cref="UserInputException">A value is out of range.</exception>
    public AmqpOptions Validate() =>
        OperationTimeout > TimeSpan.Zero && DrainTimeout > TimeSpan.Zero && TokenMargin >= TimeSpan.Zero && SasLifetime > TokenMargin
            ? this
            : throw new UserInputException("AMQP settings: timeouts must be positive, and SasLifetime longer than TokenMargin.");
}

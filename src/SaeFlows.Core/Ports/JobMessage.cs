namespace SaeFlows.Core.Ports;

/// <summary>A message on a queue.</summary>
public sealed record JobMessage
{
    /// <summary>Chosen by the sender; sending it twice is harmless where the queue detects duplicates, and else to the receiver.</summary>
    public required string MessageId { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public string? CorrelationId { get; init; }

    /// <summary>What kind of message this is, such as <c>ModelJob.v1</c>.</summary>
    public string? Subject { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>Application properties, trace context among them.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();
}

namespace SaeFlows.Amqp.Connections;

/// <summary>What is put on <c>$cbs</c>.</summary>
/// <param name="Value">The token.</param>
/// <param name="Type">Its kind, as Service Bus names it.</param>
/// <param name="ExpiresAt">UTC.</param>
internal sealed record BrokerToken(string Value, string Type, DateTimeOffset ExpiresAt);

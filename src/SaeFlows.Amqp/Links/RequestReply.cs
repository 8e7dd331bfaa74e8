namespace SaeFlows.Amqp.Links;

/// <summary>An answer of a request node.</summary>
/// <param name="Status">As in HTTP.</param>
/// <param name="Description">One line.</param>
/// <param name="Condition">Error condition, where there is one.</param>
/// <param name="Body">The decoded AMQP value.</param>
internal sealed record RequestReply(int Status, string? Description, string? Condition, object? Body);

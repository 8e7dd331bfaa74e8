namespace SaeFlows.Core.Durability;

/// <summary>How one activity call is tried.</summary>
/// <param name="Retry">Retry policy; null means one attempt.</param>
public sealed record ActivityOptions(RetryPolicy? Retry = null);

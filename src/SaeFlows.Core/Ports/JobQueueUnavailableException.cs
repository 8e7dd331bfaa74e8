namespace SaeFlows.Core.Ports;

/// <summary>The queue cannot be reached for now (broker away, file locked or disk full); the same call may succeed later.</summary>
public sealed class JobQueueUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

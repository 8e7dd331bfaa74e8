namespace SaeFlows.Core.Ports;

/// <summary>The lock of a delivery ran out or was taken over; its work must be dropped.</summary>
public sealed class JobLockLostException(string message, Exception? inner = null) : Exception(message, inner);

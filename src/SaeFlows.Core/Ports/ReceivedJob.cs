namespace SaeFlows.Core.Ports;

/// <summary>A message that this receiver holds under a lock.</summary>
/// <param name="Message">The message.</param>
/// <param name="LockToken">Opaque; identifies this delivery.</param>
/// <param name="LockedUntil">When the lock runs out, UTC; <see cref="DateTimeOffset.MaxValue"/> where locks do not expire.</param>
/// <param name="DeliveryCount">1 on the first delivery; 0 where the queue cannot tell.</param>
public sealed record ReceivedJob(JobMessage Message, string LockToken, DateTimeOffset LockedUntil, int DeliveryCount);

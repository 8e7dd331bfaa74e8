namespace SaeFlows.Core.Models;

/// <summary>A snapshot of a worker.</summary>
/// <param name="InHand">Jobs held now.</param>
/// <param name="Answered">Jobs answered since the start, errors included.</param>
/// <param name="Failed">Of those, answered with an error.</param>
/// <param name="LastContact">When the jobs queue last answered, UTC.</param>
/// <param name="Trouble">Why the queue cannot be reached, while it cannot.</param>
public sealed record ModelWorkerStatus(int InHand, long Answered, long Failed, DateTimeOffset LastContact, string? Trouble);

namespace SaeFlows.Core.Ports;

/// <summary>A message seen without taking it.</summary>
/// <param name="Message">The message.</param>
/// <param name="State">Active, scheduled, locked or dead-lettered.</param>
/// <param name="DeliveryCount">Deliveries so far.</param>
/// <param name="DeadLetterReason">Why it was dead-lettered, where it was.</param>
/// <param name="DeadLetterDescription">Details, where it was dead-lettered.</param>
public sealed record PeekedJob(JobMessage Message, PeekedJobState State, int DeliveryCount, string? DeadLetterReason, string? DeadLetterDescription);

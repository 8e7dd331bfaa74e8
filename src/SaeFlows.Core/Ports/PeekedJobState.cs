namespace SaeFlows.Core.Ports;

/// <summary>Where a peeked message stands.</summary>
public enum PeekedJobState
{
    Active,
    Scheduled,
    Locked,
    DeadLettered,
}

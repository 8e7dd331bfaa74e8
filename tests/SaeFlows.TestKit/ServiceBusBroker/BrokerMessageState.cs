namespace SaeFlows.TestKit.ServiceBusBroker;

/// <summary>Where a message stands, lock aside.</summary>
internal enum BrokerMessageState
{
    Active,
    Deferred,
    Scheduled,
}

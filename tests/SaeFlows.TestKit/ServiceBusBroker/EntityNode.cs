namespace SaeFlows.TestKit.ServiceBusBroker;

/// <summary>What answers at one queue address: its rules, its dispatcher and its management.</summary>
internal sealed record EntityNode(BrokerQueue Queue, Dispatcher Dispatcher, RequestNode Management);

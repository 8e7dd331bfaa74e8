using SaeFlows.TestKit.ServiceBusBroker;

namespace SaeFlows.TestPeer;

/// <summary>The Service Bus test broker in a process of its own; ends when its input does.</summary>
internal static class BrokerPeer
{
    public static int Run(string[] queues)
    {
        using var broker = new ServiceBusTestBroker();
        foreach (var queue in queues)
        {
            broker.CreateQueue(queue, new BrokerQueueOptions { LockDuration = TimeSpan.FromSeconds(30) });
        }

        Console.WriteLine(broker.ConnectionString);
        while (Console.ReadLine() is not null)
        {
        }

        return 0;
    }
}

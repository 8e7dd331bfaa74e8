using SaeFlows.Core.Ports;
using SaeFlows.ServiceBus;
using SaeFlows.TestKit.Fakes;
using SaeFlows.TestKit.ServiceBusBroker;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Azure.Tests.ServiceBus;

/// <summary>Microsoft's client on the broker that speaks Service Bus's dialect.</summary>
public sealed class ServiceBusJobQueueTests : JobQueueSuite
{
    private const string Name = "jobs";

    private readonly ShiftedTimeProvider _time = new();
    private readonly ServiceBusTestBroker _server;
    private readonly List<ServiceBusNamespace> _namespaces = [];
    private readonly BrokerQueueOptions _options = new() { MaxDeliveryCount = 3 };

    public ServiceBusJobQueueTests()
    {
        _server = new ServiceBusTestBroker(_time);
        _server.CreateQueue(Name, _options);
    }

    protected override TimeSpan LockDuration => _options.LockDuration;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var opened in _namespaces)
        {
            await opened.DisposeAsync();
        }

        _server.Dispose();
    }

    protected override Task<IJobQueue> OpenAsync()
    {
        var opened = new ServiceBusNamespace(_server.ConnectionString);
        _namespaces.Add(opened);
        return Task.FromResult(opened.OpenQueue(Name));
    }

    protected override void Advance(TimeSpan by) => _time.Advance(by);

    protected override DateTimeOffset Now() => _time.GetUtcNow();
}

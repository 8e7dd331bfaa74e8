using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;
#if AZURE_SERVICE_BUS
using Broker = SaeFlows.ServiceBus.ServiceBusNamespace;
#else
using SaeFlows.Amqp;
using Broker = SaeFlows.Amqp.AmqpBroker;
#endif

namespace SaeFlows.Worker;

/// <summary>The two queues, over the client that this program was built with.</summary>
internal sealed class WorkerQueues : IAsyncDisposable
{
    private readonly Broker _broker;

    public WorkerQueues(string address)
    {
#if AZURE_SERVICE_BUS
        _broker = new Broker(address);
#else
        _broker = new Broker(AmqpSettings.Parse(address.Contains("://", StringComparison.Ordinal) ? address : $"Endpoint=sb://{address}/"));
#endif
        Jobs = _broker.OpenQueue(ModelMessages.JobsQueue);
        Results = _broker.OpenQueue(ModelMessages.ResultsQueue);
    }

    public IJobQueue Jobs { get; }

    public IJobQueue Results { get; }

    public async ValueTask DisposeAsync()
    {
        await Jobs.DisposeAsync();
        await Results.DisposeAsync();
        await _broker.DisposeAsync();
    }
}

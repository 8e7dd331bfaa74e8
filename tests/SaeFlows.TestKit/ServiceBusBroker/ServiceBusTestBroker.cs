using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Sasl;

namespace SaeFlows.TestKit.ServiceBusBroker;

/// <summary>
/// A broker in this process that speaks Service Bus's dialect of AMQP 1.0 on 127.0.0.1, without TLS like the emulator:
/// claims-based tokens, peek-lock, <c>$management</c>, dead letters. For tests; messages live in memory and outlast a stop.
/// </summary>
public sealed class ServiceBusTestBroker : IDisposable
{
    public const string KeyName = "RootManageSharedAccessKey";
    public const string Key = "c2VjcmV0LWZvci10ZXN0cw==";

    /// <summary>The one Entra token that it takes.</summary>
    public const string EntraToken = "header.payload.signature";

    private readonly DeliveryTags _tags = new();
    private readonly LinkRouter _router;
    private readonly TimeProvider _time;
    private BrokerTransports _transports;
    private ContainerHost _host;

    public ServiceBusTestBroker(TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _router = new LinkRouter(new CbsNode(KeyName, Key, EntraToken, _time), _tags);
        (_transports, _host) = Listen(0);
        Port = _transports.Port;
    }

    public int Port { get; }

    public string ConnectionString => $"Endpoint=sb://127.0.0.1:{Port}/;SharedAccessKeyName={KeyName};SharedAccessKey={Key};UseDevelopmentEmulator=true";

    public void CreateQueue(string name, BrokerQueueOptions? options = null)
    {
        var dead = new BrokerQueue($"{name}/$deadletterqueue", new BrokerQueueOptions { MaxDeliveryCount = int.MaxValue }, _time, null);
        Add(dead);
        Add(new BrokerQueue(name, options ?? new BrokerQueueOptions(), _time, dead));
    }

    /// <summary>Waits until some link to the queue is attached.</summary>
    public async Task UntilAttachedAsync(string queue, CancellationToken cancellationToken)
    {
        for (var i = 0; _router.LinksOf(queue).Count == 0; i++)
        {
            Assert.True(i < 2000, $"No link was attached to queue '{queue}'.");
            await Task.Delay(10, cancellationToken);
        }
    }

    /// <summary>Detaches all links of a queue, as Service Bus does with idle ones.</summary>
    public void DetachLinks(string queue)
    {
        foreach (var link in _router.LinksOf(queue))
        {
            link.Close(TimeSpan.Zero, new Error(new Amqp.Types.Symbol("amqp:link:detach-forced")) { Description = "The link is idle." });
        }
    }

    /// <summary>Cuts all connections, as a network does; new ones are taken.</summary>
    public void CutConnections() => _transports.Cut();

    /// <summary>Away: nothing answers at the port.</summary>
    public void Stop() => _host.Close();

    /// <summary>Back at the same port, with its messages.</summary>
    public void Start() => (_transports, _host) = Listen(Port);

    public void Dispose()
    {
        _host.Close();
        foreach (var entity in _router.Entities)
        {
            entity.Dispatcher.Dispose();
        }
    }

    private void Add(BrokerQueue queue)
    {
        var management = new ManagementNode(queue);
        _router.Add(new EntityNode(queue, new Dispatcher(queue), new RequestNode((_, request) => management.Answer(request))));
    }

    private (BrokerTransports Transports, ContainerHost Host) Listen(int port)
    {
        var transports = new BrokerTransports(port);
        var host = new ContainerHost(new Address("127.0.0.1", transports.Port, null, null, "/", "amqp"));
        host.CustomTransports["amqp"] = transports;
        host.RegisterLinkProcessor(_router);
        var listener = host.Listeners[0];
        listener.SASL.EnableAnonymousMechanism = true;
        listener.SASL.EnableExternalMechanism = true;
        listener.SASL.EnableMechanism(new Amqp.Types.Symbol("MSSBCBS"), SaslProfile.Anonymous);
        listener.HandlerFactory = _ => _tags;
        host.Open();
        return (transports, host);
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Amqp;

namespace SaeFlows.TestKit.ServiceBusBroker;

/// <summary>Listens on 127.0.0.1 and hands accepted connections to the library; can cut them all, as a network would.</summary>
internal sealed class BrokerTransports : TransportProvider
{
    private readonly ConcurrentBag<BrokerTransport> _open = [];
    private readonly TcpListener _listener;

    public BrokerTransports(int port)
    {
        AddressSchemes = ["amqp"];
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public override async Task<IAsyncTransport> CreateAsync(Address address)
    {
        try
        {
            var socket = await _listener.AcceptSocketAsync();
            socket.NoDelay = true;
            var transport = new BrokerTransport(socket);
            _open.Add(transport);
            return transport;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed. The library would ask again at once and for ever: it gets no answer.
            return await new TaskCompletionSource<IAsyncTransport>().Task;
        }
    }

    public void Cut()
    {
        while (_open.TryTake(out var transport))
        {
            transport.Close();
        }
    }

    public override void Dispose()
    {
        _listener.Dispose();
        Cut();
        base.Dispose();
    }
}

using Amqp;
using Amqp.Framing;
using Amqp.Handler;
using Amqp.Sasl;

namespace SaeFlows.Amqp.Connections;

/// <summary>One open connection; when it breaks, another is made in its place (<see cref="ConnectionKeeper"/>).</summary>
internal sealed class BrokerConnection : IAsyncDisposable
{
    private readonly Connection _connection;

    private BrokerConnection(Connection connection, CbsAuthenticator? cbs)
    {
        _connection = connection;
        Cbs = cbs;
    }

    public bool IsClosed => _connection.IsClosed;

    /// <summary>Claims-based security, where the broker asks for it.</summary>
    public CbsAuthenticator? Cbs { get; }

    public static async Task<BrokerConnection> OpenAsync(AmqpSettings settings, ITokenSource? tokens, AmqpOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.OperationTimeout);
        var opened = new RemoteOpen();
        try
        {
            var connection = await CreateFactory(settings).CreateAsync(AddressOf(settings), patience.Token, opened);
            connection.AddClosedCallback((_, error) => opened.Fail(error));
            await opened.Task.WaitAsync(patience.Token);
            return new BrokerConnection(connection, tokens is null ? null : new CbsAuthenticator(connection, settings, tokens, options, time));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no connection within {options.OperationTimeout.TotalSeconds:0} s");
        }
    }

    /// <summary>A session of its own for each use: a broker that ends a session on one link's error then harms no other.</summary>
    public Session CreateSession() => new(_connection);

    public async ValueTask DisposeAsync()
    {
        Cbs?.Dispose();
        await Closing.QuietlyAsync(_connection);
    }

    private static Address AddressOf(AmqpSettings settings) =>
        new(settings.Host, settings.Port, settings.UserName, settings.Password ?? (settings.UserName is null ? null : string.Empty), "/", settings.UseTls ? "AMQPS" : "AMQP");

    private static ConnectionFactory CreateFactory(AmqpSettings settings)
    {
        var factory = new ConnectionFactory();
        factory.AMQP.ContainerId = $"saeflows-{Guid.NewGuid():N}";
        factory.AMQP.MaxSessionsPerConnection = 255;
        factory.AMQP.HostName = settings is { Dialect: BrokerDialect.RabbitMq, VirtualHost: { } virtualHost } ? $"vhost:{virtualHost}" : settings.Host;
        factory.TCP.NoDelay = true;
        if (settings.UserName is null)
        {
            factory.SASL.Profile = SaslProfile.Anonymous;
        }

        return factory;
    }

    /// <summary>Completes when the peer's Open has come.</summary>
    private sealed class RemoteOpen : IHandler
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => _opened.Task;

        public bool CanHandle(EventId id) => id == EventId.ConnectionRemoteOpen;

        public void Handle(Event protocolEvent) => _opened.TrySetResult();

        public void Fail(Error? error) =>
            _opened.TrySetException(error is null ? new IOException("the broker closed the connection") : new AmqpException(error));
    }
}

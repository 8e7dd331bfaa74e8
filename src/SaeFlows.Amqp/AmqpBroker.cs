using Azure.Core;
using Azure.Identity;
using SaeFlows.Amqp.Connections;
using SaeFlows.Amqp.Queues;
using SaeFlows.Core.Ports;

namespace SaeFlows.Amqp;

/// <summary>
/// A broker and one connection to it, shared by its queues. Nothing is connected before a queue is used, and whatever breaks
/// is made anew at the next use. Dispose the queues first. Thread-safe.
/// </summary>
public sealed class AmqpBroker : IAsyncDisposable
{
    private readonly AmqpSettings _settings;
    private readonly AmqpOptions _options;
    private readonly TimeProvider _time;
    private readonly ConnectionKeeper _connections;

    /// <param name="settings">From <see cref="AmqpSettings.Parse"/>.</param>
    /// <param name="options">Timeouts; null takes the defaults.</param>
    /// <param name="credential">Signs in to Service Bus where the settings hold no key; null takes <see cref="DefaultAzureCredential"/>.</param>
    /// <param name="time">Clock for token and schedule times.</param>
    public AmqpBroker(AmqpSettings settings, AmqpOptions? options = null, TokenCredential? credential = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _options = (options ?? new AmqpOptions()).Validate();
        _time = time ?? TimeProvider.System;
        _connections = new ConnectionKeeper(settings, Tokens(credential), _options, _time);
    }

    /// <summary>A queue of this broker. On Service Bus it must exist; RabbitMQ makes it, durable, where it does not.</summary>
    /// <exception cref="Core.UserInputException">The connection string is limited to another queue.</exception>
    public IJobQueue OpenQueue(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_settings.EntityPath is { } only && only != name)
        {
            throw new Core.UserInputException($"Queue connection string: it is limited to queue '{only}' (EntityPath), but queue '{name}' is needed; use the policy of the whole namespace.");
        }

        return _settings.Dialect == BrokerDialect.ServiceBus
            ? new ServiceBusJobQueue(name, _settings, _options, _connections, _time)
            : new RabbitMqJobQueue(name, _settings, _options, _connections, _time);
    }

    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    private ITokenSource? Tokens(TokenCredential? credential) =>
        _settings.Dialect != BrokerDialect.ServiceBus ? null
        : _settings.NeedsCredential ? new EntraTokenSource(credential ?? new DefaultAzureCredential())
        : new SasTokenSource(_settings, _options.SasLifetime, _time);
}

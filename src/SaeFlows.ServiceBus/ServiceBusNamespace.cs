using Azure.Core;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using SaeFlows.Core;
using SaeFlows.Core.Ports;

namespace SaeFlows.ServiceBus;

/// <summary>
/// One client of a Service Bus namespace, shared by its queues; it connects on first use and reconnects by itself. Dispose the
/// queues first. Thread-safe.
/// </summary>
public sealed class ServiceBusNamespace : IAsyncDisposable
{
    private readonly ServiceBusClient _client;

    /// <param name="address">A host such as <c>NAME.servicebus.windows.net</c>, signed in to by managed identity, or a connection string.</param>
    /// <param name="credential">Signs in to a host; null takes <see cref="DefaultAzureCredential"/>.</param>
    /// <exception cref="UserInputException">It is neither.</exception>
    public ServiceBusNamespace(string address, TokenCredential? credential = null)
    {
        var options = new ServiceBusClientOptions { Identifier = "saeflows" };
        try
        {
            _client = address.Contains('=', StringComparison.Ordinal)
                ? new ServiceBusClient(address, options)
                : new ServiceBusClient(address, credential ?? new DefaultAzureCredential(), options);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw new UserInputException($"Service Bus address: {error.Message} Give NAME.servicebus.windows.net or a connection string.", error);
        }
    }

    /// <summary>A queue that exists there, without sessions.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="detectsDuplicates">Whether it was made with duplicate detection; the client cannot ask.</param>
    public IJobQueue OpenQueue(string name, bool detectsDuplicates = false) => new ServiceBusJobQueue(_client, name, detectsDuplicates);

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}

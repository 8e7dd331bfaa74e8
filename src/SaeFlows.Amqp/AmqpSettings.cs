using SaeFlows.Core;

namespace SaeFlows.Amqp;

/// <summary>Where a broker is and how to sign in; read from one connection string (<see cref="Parse"/>).</summary>
public sealed partial record AmqpSettings
{
    public required BrokerDialect Dialect { get; init; }

    public required string Host { get; init; }

    public required int Port { get; init; }

    public required bool UseTls { get; init; }

    /// <summary>SASL PLAIN user (RabbitMQ).</summary>
    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>RabbitMQ's virtual host; null is its default.</summary>
    public string? VirtualHost { get; init; }

    /// <summary>Name of the shared access policy (Service Bus).</summary>
    public string? KeyName { get; init; }

    public string? Key { get; init; }

    /// <summary>A ready-made SAS token in place of the key.</summary>
    public string? SharedAccessSignature { get; init; }

    /// <summary>The queue that the connection string is limited to; null for the whole namespace.</summary>
    public string? EntityPath { get; init; }

    /// <summary>True when neither key nor signature is given: a token credential (Entra) must sign in.</summary>
    public bool NeedsCredential => Dialect == BrokerDialect.ServiceBus && Key is null && SharedAccessSignature is null;

    /// <summary>Host and port without any secret, for messages.</summary>
    public override string ToString() => $"{(UseTls ? "amqps" : "amqp")}://{Host}:{Port}";

    /// <summary>
    /// Reads <c>Endpoint=sb://...;SharedAccessKeyName=...;SharedAccessKey=...[;EntityPath=...][;UseDevelopmentEmulator=true]</c>,
    /// <c>Endpoint=sb://...;SharedAccessSignature=...</c>, <c>Endpoint=sb://...</c> (Entra), or
    /// <c>amqp[s]://user:password@host[:port][/virtualhost]</c>.
    /// </summary>
    /// <exception cref="UserInputException">It is none of these; the message names the fault and never a secret.</exception>
    public static AmqpSettings Parse(string connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            throw Bad("it is empty", "give Endpoint=sb://... (Service Bus) or amqp://user:password@host (RabbitMQ)");
        }

        return connectionString.StartsWith("amqp", StringComparison.OrdinalIgnoreCase) ? ParseAddress(connectionString) : ParsePairs(connectionString);
    }

    private static UserInputException Bad(string fault, string fix) => new($"Queue connection string: {fault}; {fix}.");
}

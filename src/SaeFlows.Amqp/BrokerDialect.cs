namespace SaeFlows.Amqp;

/// <summary>Which broker we talk to; decides addresses, tokens and capabilities.</summary>
public enum BrokerDialect
{
    /// <summary>Azure Service Bus or its emulator: claims-based tokens, lock tokens, the <c>$management</c> node.</summary>
    ServiceBus,

    /// <summary>RabbitMQ with its AMQP 1.0 plugin: SASL PLAIN, releases and accepts, no locks that run out.</summary>
    RabbitMq,
}

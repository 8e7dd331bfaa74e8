namespace SaeFlows.Amqp.Connections;

/// <summary>Makes tokens for claims-based security. Thread-safe.</summary>
internal interface ITokenSource
{
    Task<BrokerToken> GetAsync(string audience, CancellationToken cancellationToken);
}

using System.Collections.Concurrent;
using Amqp;
using Amqp.Framing;
using SaeFlows.Amqp.Links;

namespace SaeFlows.Amqp.Connections;

/// <summary>
/// Claims-based security on one connection: puts a token for each entity on <c>$cbs</c> before its first link, and again
/// before the token runs out (OASIS AMQP claims-based security 1.0).
/// </summary>
internal sealed class CbsAuthenticator(Connection connection, AmqpSettings settings, ITokenSource tokens, AmqpOptions options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _expiries = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(1);
    private RequestLink? _link;

    /// <summary>Makes sure that the entity's token lasts for a while.</summary>
    public async Task AuthorizeAsync(string entity, CancellationToken cancellationToken)
    {
        var audience = $"{(settings.UseTls ? "amqps" : "amqp")}://{settings.Host}/{entity}";
        if (IsFresh(audience))
        {
            return;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!IsFresh(audience))
            {
                await PutTokenAsync(audience, cancellationToken);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private bool IsFresh(string audience) => _expiries.TryGetValue(audience, out var expiry) && expiry - time.GetUtcNow() > options.TokenMargin;

    private async Task PutTokenAsync(string audience, CancellationToken cancellationToken)
    {
        var token = await tokens.GetAsync(audience, cancellationToken);
        if (_link is not { IsClosed: false })
        {
            _link = await RequestLink.OpenAsync(new Session(connection), "$cbs", options.OperationTimeout, cancellationToken);
        }

        var properties = new ApplicationProperties
        {
            ["operation"] = "put-token",
            ["type"] = token.Type,
            ["name"] = audience,
            ["expiration"] = token.ExpiresAt.UtcDateTime,
        };
        var reply = await _link.AskAsync(properties, token.Value, cancellationToken);
        if (reply.Status is < 200 or > 202)
        {
            var condition = reply.Status is 401 or 403 ? ErrorCode.UnauthorizedAccess : reply.Status == 404 ? ErrorCode.NotFound : ErrorCode.InternalError;
            throw new AmqpException(condition, $"the token was refused ({reply.Status} {reply.Description})");
        }

        _expiries[audience] = token.ExpiresAt;
    }
}

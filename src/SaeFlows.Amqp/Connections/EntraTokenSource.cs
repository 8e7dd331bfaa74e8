using Azure.Core;

namespace SaeFlows.Amqp.Connections;

/// <summary>Tokens of Microsoft Entra ID; the credential caches and refreshes them.</summary>
internal sealed class EntraTokenSource(TokenCredential credential) : ITokenSource
{
    private static readonly string[] Scopes = ["https://servicebus.azure.net/.default"];

    public async Task<BrokerToken> GetAsync(string audience, CancellationToken cancellationToken)
    {
        var token = await credential.GetTokenAsync(new TokenRequestContext(Scopes), cancellationToken);
        return new BrokerToken(token.Token, "jwt", token.ExpiresOn);
    }
}

using Azure.Core;

namespace SaeFlows.Adapters.Tests.ServiceBus;

/// <summary>Hands out one token, for the scope of Service Bus only.</summary>
internal sealed class FixedCredential(string token) : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Assert.Equal("https://servicebus.azure.net/.default", Assert.Single(requestContext.Scopes));
        return new AccessToken(token, DateTimeOffset.UtcNow.AddHours(1));
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}

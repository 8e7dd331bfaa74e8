using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SaeFlows.Amqp.Connections;

/// <summary>Signs shared access tokens with a policy's key (HMAC-SHA256 over audience and expiry), or hands out a ready-made one.</summary>
internal sealed class SasTokenSource(AmqpSettings settings, TimeSpan lifetime, TimeProvider time) : ITokenSource
{
    public const string TokenType = "servicebus.windows.net:sastoken";

    public Task<BrokerToken> GetAsync(string audience, CancellationToken cancellationToken)
    {
        var expiresAt = time.GetUtcNow() + lifetime;
        return Task.FromResult(settings.SharedAccessSignature is { } ready
            ? new BrokerToken(ready, TokenType, expiresAt)
            : new BrokerToken(Sign(audience, settings.KeyName!, settings.Key!, expiresAt), TokenType, expiresAt));
    }

    public static string Sign(string audience, string keyName, string key, DateTimeOffset expiresAt)
    {
        var resource = Uri.EscapeDataString(audience);
        var expiry = expiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{resource}\n{expiry}")));
        return $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(signature)}&se={expiry}&skn={Uri.EscapeDataString(keyName)}";
    }
}

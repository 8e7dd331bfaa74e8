using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Amqp;
using Amqp.Listener;

namespace SaeFlows.TestKit.ServiceBusBroker;

/// <summary>Checks the tokens put on <c>$cbs</c> and remembers, by connection, which entities they open.</summary>
internal sealed class CbsNode(string keyName, string key, string jwt, TimeProvider time)
{
    private readonly ConditionalWeakTable<ListenerConnection, HashSet<string>> _granted = [];

    public Message Answer(ListenerConnection connection, Message request)
    {
        var name = request.ApplicationProperties?["name"]?.ToString() ?? string.Empty;
        var type = request.ApplicationProperties?["type"]?.ToString();
        var token = request.Body?.ToString() ?? string.Empty;
        var valid = type == "jwt" ? token == jwt : IsValid(token);
        if (!valid)
        {
            return RequestNode.Reply(401, "InvalidSignature: The token has an invalid signature.");
        }

        var entities = _granted.GetOrCreateValue(connection);
        lock (entities)
        {
            entities.Add(EntityOf(name));
        }

        return RequestNode.Reply(202, "Accepted");
    }

    public bool Allows(ListenerConnection connection, string entity)
    {
        var entities = _granted.GetOrCreateValue(connection);
        lock (entities)
        {
            return entities.Any(granted => entity == granted || entity.StartsWith(granted + "/", StringComparison.Ordinal));
        }
    }

    private static string EntityOf(string audience) => Uri.TryCreate(audience, UriKind.Absolute, out var uri) ? uri.AbsolutePath.Trim('/') : audience;

    private bool IsValid(string token)
    {
        const string Prefix = "SharedAccessSignature ";
        if (!token.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var fields = token[Prefix.Length..].Split('&').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        var signed = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{fields["sr"]}\n{fields["se"]}"));
        return Uri.UnescapeDataString(fields["skn"]) == keyName
            && Uri.UnescapeDataString(fields["sig"]) == Convert.ToBase64String(signed)
            && long.Parse(fields["se"], CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeSeconds();
    }
}

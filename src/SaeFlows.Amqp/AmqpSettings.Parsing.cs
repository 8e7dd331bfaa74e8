using System.Globalization;

namespace SaeFlows.Amqp;

public sealed partial record AmqpSettings
{
    private const string Endpoint = "Endpoint";
    private const string EmulatorFlag = "UseDevelopmentEmulator";

    private static readonly string[] KnownKeys =
        [Endpoint, "SharedAccessKeyName", "SharedAccessKey", "SharedAccessSignature", "EntityPath", EmulatorFlag];

    private static AmqpSettings ParseAddress(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps") || uri.Host.Length == 0)
        {
            throw Bad("it is no amqp address", "give amqp://user:password@host[:port][/virtualhost], special characters percent-encoded");
        }

        var user = uri.UserInfo.Split(':', 2);
        var useTls = uri.Scheme == "amqps";
        var path = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        return new AmqpSettings
        {
            Dialect = BrokerDialect.RabbitMq,
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : useTls ? 5671 : 5672,
            UseTls = useTls,
            UserName = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            VirtualHost = path.Length > 0 ? path : null,
        };
    }

    private static AmqpSettings ParsePairs(string text)
    {
        var pairs = ReadPairs(text);
        if (!pairs.TryGetValue(Endpoint, out var endpoint))
        {
            throw Bad("Endpoint is missing", "begin it with Endpoint=sb://<namespace>.servicebus.windows.net/");
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme != "sb" || uri.Host.Length == 0)
        {
            throw Bad($"Endpoint '{endpoint}' is no sb:// address", "write Endpoint=sb://<namespace>.servicebus.windows.net/");
        }

        var emulator = ReadFlag(pairs);
        var settings = new AmqpSettings
        {
            Dialect = BrokerDialect.ServiceBus,
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : emulator ? 5672 : 5671,
            UseTls = !emulator,
            KeyName = pairs.GetValueOrDefault("SharedAccessKeyName"),
            Key = pairs.GetValueOrDefault("SharedAccessKey"),
            SharedAccessSignature = pairs.GetValueOrDefault("SharedAccessSignature"),
            EntityPath = pairs.GetValueOrDefault("EntityPath"),
        };
        return settings.KeyName is null == settings.Key is null
            ? settings
            : throw Bad("SharedAccessKeyName and SharedAccessKey belong together, and one is missing", "copy the whole connection string of the policy");
    }

    private static Dictionary<string, string> ReadPairs(string text)
    {
        var pairs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var key = equals > 0 ? part[..equals].Trim() : string.Empty;
            if (!KnownKeys.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                // The part itself is not shown: it may be half of a key.
                throw Bad(
                    string.Create(CultureInfo.InvariantCulture, $"part {pairs.Count + 1} is no known setting"),
                    $"known are {string.Join(", ", KnownKeys)}, each as Name=value");
            }

            if (!pairs.TryAdd(key, part[(equals + 1)..].Trim()))
            {
                throw Bad($"{key} is given twice", "keep one");
            }
        }

        return pairs;
    }

    private static bool ReadFlag(Dictionary<string, string> pairs) =>
        !pairs.TryGetValue(EmulatorFlag, out var flag) ? false
        : bool.TryParse(flag, out var value) ? value
        : throw Bad($"{EmulatorFlag} is '{flag}'", "write true or false");
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using SaeFlows.Functions.Payloads;

namespace SaeFlows.Azure.Tests.Payloads;

/// <summary>Claims in memory.</summary>
internal sealed class MemoryPayloads
{
    private readonly ConcurrentDictionary<string, byte[]> _claims = new(StringComparer.Ordinal);

    public int Count => _claims.Count;

    public PayloadCodec Codec(int limitBytes = 32 * 1024) => new(Put, name => _claims[name], limitBytes);

    private string Put(ReadOnlyMemory<byte> content)
    {
        string name = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        _claims[name] = content.ToArray();
        return name;
    }
}

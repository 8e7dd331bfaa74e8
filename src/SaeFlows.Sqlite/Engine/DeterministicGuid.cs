using System.Security.Cryptography;
using System.Text;

namespace SaeFlows.Sqlite.Engine;

/// <summary>Values that look random and are the same at every replay.</summary>
internal static class DeterministicGuid
{
    private static readonly byte[] s_namespace = new Guid("6f1a4d2e-7c0b-4b55-9a35-0f5a3c1d8e42").ToByteArray(bigEndian: true);

    /// <summary>Name-based GUID, version 5 (RFC 4122, section 4.3).</summary>
    public static Guid Create(string name)
    {
        Span<byte> hash = stackalloc byte[20];
        var input = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        s_namespace.CopyTo(input, 0);
        Encoding.UTF8.GetBytes(name, input.AsSpan(16));
#pragma warning disable CA5350 // RFC 4122 prescribes SHA-1 for version 5; nothing is protected by it.
        SHA1.HashData(input, hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}

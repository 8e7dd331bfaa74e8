using System.Security.Cryptography;

namespace SaeFlows.Torch.Runtime;

internal static class FileHash
{
    /// <summary>SHA-256 of a file, lower-case hex.</summary>
    public static string Of(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}

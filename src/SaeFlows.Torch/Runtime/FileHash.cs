using System.Security.Cryptography;
using System.Text;

namespace SaeFlows.Torch.Runtime;

internal static class FileHash
{
    /// <summary>SHA-256 of a file, lower-case hex.</summary>
    public static string Of(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>SHA-256 of one file; of several, that of the lines <c>HASH  NAME</c> in order of name (as <c>sha256sum *</c> prints them).</summary>
    public static string Of(IEnumerable<string> paths)
    {
        var files = paths.OrderBy(path => Path.GetFileName(path), StringComparer.Ordinal).ToList();
        return files.Count == 1
            ? Of(files[0])
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(files.Select(file => $"{Of(file)}  {Path.GetFileName(file)}\n")))));
    }
}

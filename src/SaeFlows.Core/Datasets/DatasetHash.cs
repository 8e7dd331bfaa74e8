using System.Security.Cryptography;
using System.Text;
using SaeFlows.Core.Datasets.Sources;

namespace SaeFlows.Core.Datasets;

/// <summary>Names the content of a dataset.</summary>
public static class DatasetHash
{
    /// <summary>SHA-256 of the file's bytes; of a folder, of each file's relative path, a zero byte, its SHA-256 and a line feed, in reading order.</summary>
    /// <exception cref="UserInputException">The file cannot be read.</exception>
    public static async Task<string> OfAsync(string path, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
        {
            return Convert.ToHexStringLower(await HashAsync(path, cancellationToken));
        }

        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in JsonFolderSource.Files(path))
        {
            whole.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(path, file).Replace('\\', '/')}\0"));
            whole.AppendData(await HashAsync(file, cancellationToken));
            whole.AppendData("\n"u8);
        }

        return Convert.ToHexStringLower(whole.GetHashAndReset());
    }

    private static async Task<byte[]> HashAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = DatasetBytes.Open(file);
        return await SHA256.HashDataAsync(stream, cancellationToken);
    }
}

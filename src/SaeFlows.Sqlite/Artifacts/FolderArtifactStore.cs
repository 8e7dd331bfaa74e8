using System.Security.Cryptography;
using SaeFlows.Core;
using SaeFlows.Core.Ports;

namespace SaeFlows.Sqlite.Artifacts;

/// <summary>Artifacts as files beside the database, named by content hash, in 256 folders by its first two digits.</summary>
public sealed class FolderArtifactStore : IArtifactStore
{
    private readonly string _folder;

    /// <param name="folder">Made on first use.</param>
    public FolderArtifactStore(string folder) => _folder = Path.GetFullPath(folder);

    /// <exception cref="UserInputException">The folder cannot be written, or its disk is full.</exception>
    public async Task<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        string path = PathOf(sha256);
        if (File.Exists(path))
        {
            return sha256;
        }

        string unfinished = $"{path}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(unfinished, content, cancellationToken);
            File.Move(unfinished, path, overwrite: true);
            return sha256;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException($"Artifact folder '{_folder}' can't be written: {error.Message} Free some space or make it writable, then resume.", error);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    public async Task<byte[]> GetAsync(string sha256, CancellationToken cancellationToken)
    {
        string path = PathOf(sha256);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"Artifact {sha256} is not in '{_folder}'.", path);
        }

        byte[] content = await File.ReadAllBytesAsync(path, cancellationToken);
        return Convert.ToHexStringLower(SHA256.HashData(content)) == sha256
            ? content
            : throw new InvalidDataException($"Artifact file '{path}' was changed: its content does not match its name.");
    }

    private string PathOf(string sha256)
    {
        // The name comes from messages and ledgers: nothing but a hash may become a path.
        if (sha256 is not { Length: 64 } || !sha256.All(char.IsAsciiHexDigitLower))
        {
            throw new ArgumentException($"'{sha256}' is no artifact name: expected 64 lower-case hex digits.", nameof(sha256));
        }

        return Path.Combine(_folder, sha256[..2], sha256);
    }
}

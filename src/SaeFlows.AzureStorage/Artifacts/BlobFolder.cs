using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SaeFlows.Core;

namespace SaeFlows.AzureStorage.Artifacts;

/// <summary>A container as a folder tree, such as that of model weights.</summary>
/// <param name="container">It must exist.</param>
public sealed class BlobFolder(BlobContainerClient container)
{
    /// <summary>Storage accounts with a file tree list their directories too, marked so.</summary>
    private const string DirectoryMark = "hdi_isfolder";

    /// <summary>
    /// Copies all blobs to below <paramref name="folder"/>. A file that has its blob's length and time is left as it is, so that a start
    /// after an interrupted one goes on with the file that was being copied.
    /// </summary>
    /// <exception cref="UserInputException">The container is missing or may not be read, or a blob's name leads out of the folder.</exception>
    public async Task FetchAsync(string folder, CancellationToken cancellationToken)
    {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        try
        {
            var blobs = container.GetBlobsAsync(new GetBlobsOptions { Traits = BlobTraits.Metadata }, cancellationToken);
            await foreach (var blob in blobs)
            {
                if (!IsDirectory(blob))
                {
                    await FetchAsync(blob, PathOf(root, blob.Name), cancellationToken);
                }
            }
        }
        catch (RequestFailedException error) when (error.Status is 403 or 404)
        {
            throw new UserInputException($"Container '{container.Name}' can't be read ({error.ErrorCode}): make it, and give the identity the role Storage Blob Data Reader on it.", error);
        }
    }

    private static bool IsDirectory(BlobItem blob) =>
        blob.Name.EndsWith('/') || (blob.Metadata is { } metadata && metadata.TryGetValue(DirectoryMark, out string? mark) && mark == "true");

    private string PathOf(string root, string name)
    {
        string path = Path.GetFullPath(Path.Combine(root, name));
        return path.StartsWith(root, StringComparison.Ordinal) && !name.Split('/').Contains("..")
            ? path
            : throw new UserInputException($"Blob '{name}' of container '{container.Name}' leads out of the folder that it is copied to: rename or delete it.");
    }

    private async Task FetchAsync(BlobItem blob, string path, CancellationToken cancellationToken)
    {
        var changed = blob.Properties.LastModified?.UtcDateTime ?? DateTime.UnixEpoch;
        if (new FileInfo(path) is { Exists: true } file && file.Length == blob.Properties.ContentLength && file.LastWriteTimeUtc == changed)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string unfinished = path + ".unfinished";
        var options = new BlobDownloadToOptions { Conditions = new BlobRequestConditions { IfMatch = blob.Properties.ETag } };
        await container.GetBlobClient(blob.Name).DownloadToAsync(unfinished, options, cancellationToken);
        // Weights of another training have the same length: the blob's time tells them apart at the next start.
        File.SetLastWriteTimeUtc(unfinished, changed);
        File.Move(unfinished, path, overwrite: true);
    }
}

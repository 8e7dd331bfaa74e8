using Azure;
using Azure.Storage.Blobs;
using SaeFlows.Core;

namespace SaeFlows.AzureStorage.Artifacts;

/// <summary>A container as a folder tree, such as that of model weights.</summary>
/// <param name="container">It must exist.</param>
public sealed class BlobFolder(BlobContainerClient container)
{
    /// <summary>Copies all blobs below <paramref name="folder"/>; a file that is there in full length is left as it is.</summary>
    /// <exception cref="UserInputException">The container is missing, or may not be read.</exception>
    public async Task FetchAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellationToken))
            {
                string path = Path.GetFullPath(Path.Combine(folder, blob.Name));
                if (new FileInfo(path) is { Exists: true } file && file.Length == blob.Properties.ContentLength)
                {
                    continue;
                }

                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                string unfinished = path + ".unfinished";
                await container.GetBlobClient(blob.Name).DownloadToAsync(unfinished, cancellationToken);
                File.Move(unfinished, path, overwrite: true);
            }
        }
        catch (RequestFailedException error) when (error.Status is 403 or 404)
        {
            throw new UserInputException($"Container '{container.Name}' can't be read ({error.ErrorCode}): make it, and give the identity the role Storage Blob Data Reader on it.", error);
        }
    }
}

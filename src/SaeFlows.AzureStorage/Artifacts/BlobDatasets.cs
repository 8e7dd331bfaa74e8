using Azure;
using Azure.Storage.Blobs;
using SaeFlows.Core;

namespace SaeFlows.AzureStorage.Artifacts;

/// <summary>Datasets that users put into a container.</summary>
/// <param name="container">It must exist.</param>
public sealed class BlobDatasets(BlobContainerClient container)
{
    /// <summary>Copies a dataset into a local folder; returns the file's path, whose extension tells the format.</summary>
    /// <exception cref="UserInputException">There is no such blob, or it may not be read.</exception>
    public async Task<string> FetchAsync(string name, string folder, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        string path = Path.Combine(folder, Path.GetFileName(name));
        try
        {
            await container.GetBlobClient(name).DownloadToAsync(path, cancellationToken);
            return path;
        }
        catch (RequestFailedException error) when (error.Status is 403 or 404)
        {
            throw new UserInputException($"Dataset '{name}' can't be read from container '{container.Name}' ({error.ErrorCode}): upload it there, or mend the name.", error);
        }
    }
}

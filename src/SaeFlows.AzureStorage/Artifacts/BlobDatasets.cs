using System.Text;
using Azure;
using Azure.Storage.Blobs;
using SaeFlows.Core;

namespace SaeFlows.AzureStorage.Artifacts;

/// <summary>Datasets that users put into a container.</summary>
/// <param name="container">It must exist.</param>
public sealed class BlobDatasets(BlobContainerClient container)
{
    /// <summary>Longest blob name of the service, in characters.</summary>
    private const int MostCharacters = 1024;

    /// <summary>Longest file name of common file systems.</summary>
    private const int MostFileBytes = 255;

    /// <summary>Copies a dataset into a local folder; returns the file's path, whose extension tells the format.</summary>
    /// <param name="name">A blob of the container, such as <c>folder/test.jsonl</c>.</param>
    /// <param name="folder">It must exist; a file of that name in it is replaced.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="UserInputException">The name leads out of the container, there is no such blob, it may not be read, or it changed meanwhile.</exception>
    public async Task<string> FetchAsync(string name, string folder, CancellationToken cancellationToken)
    {
        RequireName(name);
        string path = Path.Combine(folder, name[(name.LastIndexOf('/') + 1)..]);
        try
        {
            await container.GetBlobClient(name).DownloadToAsync(path, cancellationToken);
            return path;
        }
        catch (RequestFailedException error) when (error.Status is 400 or 403 or 404)
        {
            throw new UserInputException($"Blob '{name}' can't be read from container '{container.Name}' ({error.ErrorCode}): upload it there, or mend the name.", error);
        }
        catch (RequestFailedException error) when (error.Status == 412)
        {
            throw new UserInputException($"Blob '{name}' of container '{container.Name}' was changed while it was read: submit again once it is whole.", error);
        }
    }

    /// <remarks>A client resolves <c>..</c> in an address before it asks: such a name would be read from another container.</remarks>
    private void RequireName(string name)
    {
        string[] segments = (name ?? string.Empty).Split('/');
        bool sound = name is { Length: > 0 and <= MostCharacters }
            && !segments.Any(segment => segment.Trim() is "" or "." or "..")
            && !name.Any(letter => letter == '\\' || char.IsControl(letter))
            && Encoding.UTF8.GetByteCount(segments[^1]) <= MostFileBytes;
        if (!sound)
        {
            string shown = new([.. (name ?? string.Empty).Take(100).Select(letter => char.IsControl(letter) ? '?' : letter)]);
            throw new UserInputException($"'{shown}' names no blob: give its path inside container '{container.Name}', such as folder/test.jsonl, without '..', '\\' and empty parts.");
        }
    }
}

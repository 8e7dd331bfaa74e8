using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SaeFlows.Core;
using SaeFlows.Core.Ports;

namespace SaeFlows.AzureStorage.Artifacts;

/// <summary>Artifacts as blobs named by their content's hash. Never overwritten: a name that is there has that content.</summary>
/// <param name="container">It must exist.</param>
public sealed class BlobArtifactStore(BlobContainerClient container) : IArtifactStore
{
    private static readonly BlobUploadOptions s_onlyOnce = new() { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };

    /// <exception cref="UserInputException">The container is missing, or the identity may not write it.</exception>
    public async Task<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        try
        {
            await container.GetBlobClient(PathOf(sha256)).UploadAsync(BinaryData.FromBytes(content), s_onlyOnce, cancellationToken);
        }
        catch (RequestFailedException error) when (IsThere(error))
        {
        }
        catch (RequestFailedException error) when (error.Status is 403 or 404)
        {
            throw Unusable(error);
        }

        return sha256;
    }

    /// <summary>As <see cref="PutAsync"/>, for callers that may not await.</summary>
    public string Put(ReadOnlyMemory<byte> content)
    {
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        try
        {
            container.GetBlobClient(PathOf(sha256)).Upload(BinaryData.FromBytes(content), s_onlyOnce);
        }
        catch (RequestFailedException error) when (IsThere(error))
        {
        }
        catch (RequestFailedException error) when (error.Status is 403 or 404)
        {
            throw Unusable(error);
        }

        return sha256;
    }

    public async Task<byte[]> GetAsync(string sha256, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient(PathOf(sha256));
        try
        {
            return Checked(sha256, (await blob.DownloadContentAsync(cancellationToken)).Value.Content);
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            throw Missing(sha256, error);
        }
    }

    /// <summary>As <see cref="GetAsync"/>, for callers that may not await.</summary>
    public byte[] Get(string sha256)
    {
        var blob = container.GetBlobClient(PathOf(sha256));
        try
        {
            return Checked(sha256, blob.DownloadContent().Value.Content);
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            throw Missing(sha256, error);
        }
    }

    private static bool IsThere(RequestFailedException error) => error.Status is 409 or 412 && error.ErrorCode != BlobErrorCode.ContainerBeingDeleted;

    private static byte[] Checked(string sha256, BinaryData content)
    {
        byte[] bytes = content.ToArray();
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256
            ? bytes
            : throw new InvalidDataException($"Artifact blob {sha256} was changed: its content does not match its name.");
    }

    private static string PathOf(string sha256) => sha256 is { Length: 64 } && sha256.All(char.IsAsciiHexDigitLower)
        ? $"{sha256[..2]}/{sha256}"
        : throw new ArgumentException($"'{sha256}' is no artifact name: expected 64 lower-case hex digits.", nameof(sha256));

    private FileNotFoundException Missing(string sha256, Exception error) => new($"Artifact {sha256} is not in container '{container.Name}'.", sha256, error);

    private UserInputException Unusable(RequestFailedException error) =>
        new($"Artifact container '{container.Name}' can't be written ({error.ErrorCode}): make it, and give the identity the role Storage Blob Data Contributor on it.", error);
}

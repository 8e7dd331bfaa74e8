using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using SaeFlows.Core;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Models;

namespace SaeFlows.AzureStorage.Artifacts;

/// <summary>
/// Which models the workers have, told by the workers: hosts without a model read here what a run will run on.
/// </summary>
/// <param name="container">It must exist.</param>
public sealed class BlobModelDirectory(BlobContainerClient container)
{
    /// <summary>Tells what the reference stands for on this worker; the last word counts.</summary>
    public Task PublishAsync(ModelReference reference, ModelDescription description, CancellationToken cancellationToken) =>
        Blob(reference).UploadAsync(BinaryData.FromString(DurableJson.Serialize(description)), overwrite: true, cancellationToken);

    /// <exception cref="UserInputException">No worker has told of it.</exception>
    public async Task<ModelDescription> FindAsync(ModelReference reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        try
        {
            var content = await Blob(reference).DownloadContentAsync(cancellationToken);
            return DurableJson.Deserialize<ModelDescription>(content.Value.Content.ToString())!;
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            throw new UserInputException(
                $"No model worker has told of model '{reference.Model}' with SAE '{reference.Sae}' and domain '{reference.Domain}': start a worker with these, then submit again.", error);
        }
    }

    private BlobClient Blob(ModelReference reference) =>
        container.GetBlobClient($"models/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(DurableJson.Serialize(reference))))}.json");
}

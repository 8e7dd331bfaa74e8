using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using SaeFlows.Core;

namespace SaeFlows.AzureStorage;

/// <summary>Where the storage account is. Either addresses, signed in to by identity, or a connection string (emulator).</summary>
public sealed record AzureStorageSettings
{
    /// <summary>Such as <c>https://NAME.blob.core.windows.net/</c>.</summary>
    public string? BlobServiceUri { get; init; }

    /// <summary>Such as <c>https://NAME.table.core.windows.net/</c>.</summary>
    public string? TableServiceUri { get; init; }

    /// <summary>In place of both, such as <c>UseDevelopmentStorage=true</c>.</summary>
    public string? ConnectionString { get; init; }

    public string ArtifactContainer { get; init; } = "artifacts";

    public string DatasetContainer { get; init; } = "datasets";

    public string LedgerTable { get; init; } = "ledger";

    /// <summary>A container; it exists already, or is made by <c>CreateIfNotExists</c>.</summary>
    /// <exception cref="UserInputException">The address is missing or none.</exception>
    public BlobContainerClient Container(string name, TokenCredential? credential = null) => ConnectionString is not null
        ? Checked(nameof(ConnectionString), () => new BlobServiceClient(ConnectionString).GetBlobContainerClient(name))
        : new BlobServiceClient(Address(nameof(BlobServiceUri), BlobServiceUri), credential ?? new DefaultAzureCredential()).GetBlobContainerClient(name);

    /// <summary>The table of runs and ledger.</summary>
    /// <exception cref="UserInputException">The address is missing or none.</exception>
    public TableClient Table(TokenCredential? credential = null) => ConnectionString is not null
        ? Checked(nameof(ConnectionString), () => new TableClient(ConnectionString, LedgerTable))
        : new TableClient(Address(nameof(TableServiceUri), TableServiceUri), LedgerTable, credential ?? new DefaultAzureCredential());

    private static Uri Address(string name, string? value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? address
            : throw new UserInputException($"Setting SaeFlows__Storage__{name} is '{value}': give the address of the service, such as https://NAME.blob.core.windows.net/, or SaeFlows__Storage__ConnectionString.");

    private static T Checked<T>(string name, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw new UserInputException($"Setting SaeFlows__Storage__{name} is no connection string of a storage account: {error.Message}", error);
        }
    }
}

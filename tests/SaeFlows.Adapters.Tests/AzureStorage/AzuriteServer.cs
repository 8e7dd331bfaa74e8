using SaeFlows.AzureStorage;
using SaeFlows.TestKit.Emulators;

namespace SaeFlows.Adapters.Tests.AzureStorage;

/// <summary>The storage emulator, shared by all tests, which make containers and tables of their own.</summary>
public sealed class AzuriteServer : IAsyncLifetime
{
    private AzuriteProcess? _azurite;

    public async ValueTask InitializeAsync() => _azurite = AzuriteProcess.Missing is null ? await AzuriteProcess.StartAsync() : null;

    /// <summary>Settings with names that no other test uses.</summary>
    public AzureStorageSettings Settings()
    {
        Assert.SkipWhen(AzuriteProcess.Missing is not null, AzuriteProcess.Missing ?? string.Empty);
        string unique = Guid.NewGuid().ToString("N");
        return new AzureStorageSettings
        {
            ConnectionString = _azurite!.ConnectionString,
            ArtifactContainer = "a" + unique,
            DatasetContainer = "d" + unique,
            LedgerTable = "t" + unique,
        };
    }

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;
}

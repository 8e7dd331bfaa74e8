using SaeFlows.AzureStorage;
using SaeFlows.TestKit.Emulators;

namespace SaeFlows.Azure.Tests.Hosts;

/// <summary>One storage emulator, and one host with a worker, for the tests that need no host of their own.</summary>
public sealed class HostFixture : IAsyncLifetime
{
    private AzuriteProcess? _azurite;
    private FunctionsHost? _host;

    internal FunctionsHost Host
    {
        get
        {
            Assert.SkipWhen(AzuriteProcess.Missing is not null, AzuriteProcess.Missing ?? string.Empty);
            return _host!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (AzuriteProcess.Missing is null)
        {
            _azurite = await AzuriteProcess.StartAsync();
            _host = await FunctionsHost.StartAsync(Settings());
        }
    }

    /// <summary>A host of a test's own, on storage of its own.</summary>
    internal async Task<FunctionsHost> StartHostAsync(bool works)
    {
        Assert.SkipWhen(AzuriteProcess.Missing is not null, AzuriteProcess.Missing ?? string.Empty);
        return await FunctionsHost.StartAsync(Settings(), works);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }
    }

    private AzureStorageSettings Settings()
    {
        string unique = Guid.NewGuid().ToString("N");
        return new AzureStorageSettings
        {
            ConnectionString = _azurite!.ConnectionString,
            ArtifactContainer = "a" + unique,
            DatasetContainer = "d" + unique,
            LedgerTable = "t" + unique,
        };
    }
}

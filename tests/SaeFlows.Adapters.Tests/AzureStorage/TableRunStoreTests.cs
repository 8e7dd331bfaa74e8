using SaeFlows.AzureStorage.Runs;
using SaeFlows.Core.Ports;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.AzureStorage;

[Collection(AzuriteCollection.Name)]
public sealed class TableRunStoreTests : RunStoreSuite
{
    private readonly TableRunStore _store;

    public TableRunStoreTests(AzuriteServer azurite)
    {
        var table = azurite.Settings().Table();
        table.Create();
        _store = new TableRunStore(table, TimeProvider.System);
    }

    protected override IRunStore Store => _store;
}

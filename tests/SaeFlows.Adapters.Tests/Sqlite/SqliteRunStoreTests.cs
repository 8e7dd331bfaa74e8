using SaeFlows.Core.Ports;
using SaeFlows.Sqlite.Ledger;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.Sqlite;

public sealed class SqliteRunStoreTests : RunStoreSuite, IDisposable
{
    private readonly TemporaryDatabase _file = new();
    private readonly SqliteRunStore _store;

    public SqliteRunStoreTests() => _store = new SqliteRunStore(_file.Database, TimeProvider.System);

    protected override IRunStore Store => _store;

    public void Dispose() => _file.Dispose();
}

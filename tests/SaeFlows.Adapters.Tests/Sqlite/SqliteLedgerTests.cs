using SaeFlows.Core.Ports;
using SaeFlows.Sqlite.Ledger;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.Sqlite;

public sealed class SqliteLedgerTests : LedgerSuite, IDisposable
{
    private readonly TemporaryDatabase _file = new();
    private readonly SqliteLedger _ledger;

    public SqliteLedgerTests() => _ledger = new SqliteLedger(_file.Database, TimeProvider.System);

    protected override ILedger Ledger => _ledger;

    public void Dispose() => _file.Dispose();
}

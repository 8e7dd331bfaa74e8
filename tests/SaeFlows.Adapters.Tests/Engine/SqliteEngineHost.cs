using SaeFlows.Core.Durability;
using SaeFlows.Sqlite.Engine;
using SaeFlows.Sqlite.Storage;
using SaeFlows.TestKit.Fakes;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.Engine;

/// <summary>The embedded engine on a database of its own, with a clock of the test's.</summary>
internal sealed class SqliteEngineHost : IEngineHost
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabaseOptions? _databaseOptions;
    private readonly SqliteEngineOptions? _options;
    private OrchestrationRegistry _registry;

    private SqliteEngineHost(OrchestrationRegistry registry, SqliteEngineOptions? options, SqliteDatabaseOptions? databaseOptions)
    {
        _registry = registry;
        _options = options;
        _databaseOptions = databaseOptions;
        Open();
    }

    public ManualTimeProvider Clock { get; } = new();

    public SqliteDatabase Database { get; private set; } = null!;

    public SqliteEngine Engine { get; private set; } = null!;

    public IOrchestrationClient Client => Engine;

    public string Path => _folder.File("engine.db");

    public static async Task<SqliteEngineHost> StartAsync(
        OrchestrationRegistry registry, SqliteEngineOptions? options = null, SqliteDatabaseOptions? databaseOptions = null)
    {
        var host = new SqliteEngineHost(registry, options, databaseOptions);
        await host.Engine.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    public void Advance(TimeSpan by) => Clock.Advance(by);

    public Task RestartAsync() => RestartAsync(_registry);

    /// <summary>Goes on with other code.</summary>
    public async Task RestartAsync(OrchestrationRegistry registry)
    {
        await Engine.DisposeAsync();
        await Database.DisposeAsync();
        _registry = registry;
        Open();
        await Engine.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await Database.DisposeAsync();
        _folder.Dispose();
    }

    private void Open()
    {
        Database = SqliteDatabase.Open(Path, _databaseOptions);
        Engine = new SqliteEngine(Database, _registry, _options, Clock);
    }
}

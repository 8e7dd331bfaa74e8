using SaeFlows.Core.Durability;
using SaeFlows.Sqlite.Engine;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.Engine;

/// <summary>The same scenarios with nothing kept in memory: every wait ends in a replay.</summary>
public sealed class SqliteEvictingEngineTests : OrchestrationEngineSuite
{
    protected override async Task<IEngineHost> StartHostAsync(OrchestrationRegistry registry) =>
        await SqliteEngineHost.StartAsync(registry, new SqliteEngineOptions { MaxCachedInstances = 0, MaxConcurrentOrchestrations = 1 });
}

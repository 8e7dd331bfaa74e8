using SaeFlows.Core.Durability;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.Engine;

public sealed class SqliteOrchestrationEngineTests : OrchestrationEngineSuite
{
    protected override async Task<IEngineHost> StartHostAsync(OrchestrationRegistry registry) => await SqliteEngineHost.StartAsync(registry);
}

using SaeFlows.Azure.Tests.Payloads;
using SaeFlows.Core.Durability;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Azure.Tests.Engine;

/// <summary>The scenarios of the embedded engine on Durable Task's.</summary>
public sealed class DurableTaskEngineTests : OrchestrationEngineSuite
{
    protected override async Task<IEngineHost> StartHostAsync(OrchestrationRegistry registry) =>
        await DurableTaskHost.StartAsync((tasks, host) => CatalogTasks.Register(tasks, registry, host.Payloads), new MemoryPayloads().Codec(), manualClock: true);
}

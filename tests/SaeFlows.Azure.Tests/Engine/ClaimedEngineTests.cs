using SaeFlows.Azure.Tests.Payloads;
using SaeFlows.Core.Durability;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Azure.Tests.Engine;

/// <summary>The same with every payload behind a claim: nobody may notice.</summary>
public sealed class ClaimedEngineTests : OrchestrationEngineSuite
{
    protected override async Task<IEngineHost> StartHostAsync(OrchestrationRegistry registry) =>
        await DurableTaskHost.StartAsync((tasks, host) => CatalogTasks.Register(tasks, registry, host.Payloads), new MemoryPayloads().Codec(limitBytes: 0), manualClock: true);
}

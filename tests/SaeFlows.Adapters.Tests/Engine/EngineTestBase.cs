using SaeFlows.Core.Durability;
using SaeFlows.TestKit.Suites;

namespace SaeFlows.Adapters.Tests.Engine;

/// <summary>Short forms for tests of the embedded engine.</summary>
public abstract class EngineTestBase
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>An activity that notes its input in <paramref name="ran"/> and returns it.</summary>
    internal static OrchestrationRegistry WithNotes(List<string> ran) => new OrchestrationRegistry().AddActivity<string, string>("note", (_, text, _) =>
    {
        lock (ran)
        {
            ran.Add(text);
        }

        return Task.FromResult(text);
    });

    internal static Task<string> NoteAsync(IOrchestrationContext context, string text) => context.CallActivityAsync<string>("note", text);

    internal static async Task<OrchestrationInstance> RunAsync(SqliteEngineHost host, string name, string id = "case", object? input = null)
    {
        await host.Client.ScheduleNewAsync(name, input, id, Cancellation);
        return await ScenarioDriver.AwaitEndAsync(host, id, Cancellation);
    }

    internal static async Task<OrchestrationInstance> AwaitStatusAsync(IEngineHost host, OrchestrationRuntimeStatus status, string id = "case")
    {
        OrchestrationInstance? instance = null;
        await ScenarioDriver.EventuallyAsync($"status {status} of '{id}'", async () => (instance = await host.Client.GetAsync(id, Cancellation))?.Status == status);
        return instance!;
    }

    internal static Task AwaitHistoryAsync(IEngineHost host, string line, string id = "case") =>
        ScenarioDriver.DoAsync(host, ScenarioAction.Await(line), id, Cancellation);

    internal static string? Output(OrchestrationInstance instance) => DurableJson.Deserialize<string>(instance.Output);
}

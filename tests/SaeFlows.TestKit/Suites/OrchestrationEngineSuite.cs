using SaeFlows.Core.Durability;

namespace SaeFlows.TestKit.Suites;

/// <summary>What every engine behind <see cref="IOrchestrationClient"/> must do. Subclass it with a host of the engine.</summary>
public abstract class OrchestrationEngineSuite
{
    private const string InstanceId = "case";

    public static TheoryData<string> ScenarioNames => [.. EngineScenarios.All.Select(scenario => scenario.Name)];

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(ScenarioNames))]
    public async Task Scenario_Run_LeavesTheExpectedHistory(string name)
    {
        var scenario = EngineScenarios.All.Single(scenario => scenario.Name == name);
        var code = new ScenarioOrchestration();
        await using var host = await StartHostAsync(code.Register());
        await host.Client.ScheduleNewAsync(ScenarioOrchestration.Name, scenario.Steps, InstanceId, Cancellation);
        foreach (var action in scenario.Actions)
        {
            await ScenarioDriver.DoAsync(host, action, InstanceId, Cancellation);
        }

        var ended = await ScenarioDriver.AwaitEndAsync(host, InstanceId, Cancellation);

        var history = await ScenarioDriver.HistoryAsync(host, InstanceId, Cancellation);
        Assert.Equal(InOrder(scenario, scenario.Expected), InOrder(scenario, history));
        Assert.Equal(scenario.Status, ended.Status);
        Assert.Equal(scenario.Output ?? Output(ended), Output(ended));
        Assert.Contains(scenario.Error ?? string.Empty, $"{ended.Failure?.ErrorMessage} {ended.Reason}", StringComparison.Ordinal);
        Assert.Equal(scenario.Executions ?? code.Executions, code.Executions);
    }

    /// <summary>A fresh engine on an empty store, started.</summary>
    protected abstract Task<IEngineHost> StartHostAsync(OrchestrationRegistry registry);

    private static string? Output(OrchestrationInstance instance) => DurableJson.Deserialize<string>(instance.Output);

    private static IEnumerable<string> InOrder(EngineScenario scenario, IEnumerable<string> lines) => scenario.IsUnordered ? lines.Order() : lines;
}

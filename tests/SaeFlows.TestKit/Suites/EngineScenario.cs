using SaeFlows.Core.Durability;

namespace SaeFlows.TestKit.Suites;

/// <summary>An orchestration as data, what happens to it, and the history it must leave.</summary>
/// <param name="Name">Unique.</param>
/// <param name="Steps">Run one after the other.</param>
/// <param name="Expected">History lines: the kind, and the name where there is one.</param>
public sealed record EngineScenario(string Name, IReadOnlyList<ScenarioStep> Steps, IReadOnlyList<string> Expected)
{
    public IReadOnlyList<ScenarioAction> Actions { get; init; } = [];

    public OrchestrationRuntimeStatus Status { get; init; } = OrchestrationRuntimeStatus.Completed;

    /// <summary>The output: the results of all steps, joined by commas; null is not compared.</summary>
    public string? Output { get; init; }

    /// <summary>Text that the failure's message or the reason must hold.</summary>
    public string? Error { get; init; }

    /// <summary>The order within the history is not fixed (parallel branches): lines are compared sorted.</summary>
    public bool IsUnordered { get; init; }

    /// <summary>How often the activities ran in all, where that is fixed.</summary>
    public int? Executions { get; init; }

    public override string ToString() => Name;
}

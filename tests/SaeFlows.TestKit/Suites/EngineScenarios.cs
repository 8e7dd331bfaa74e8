using SaeFlows.Core.Durability;

namespace SaeFlows.TestKit.Suites;

/// <summary>The conformance scenarios. A host passes when each leaves the expected history, status and output.</summary>
public static partial class EngineScenarios
{
    private static readonly RetryPolicy s_threeAttempts = new() { MaxNumberOfAttempts = 3, FirstRetryInterval = TimeSpan.FromSeconds(10), Jitter = 0 };

    public static IReadOnlyList<EngineScenario> All { get; } = [.. Steps(), .. Failures(), .. Waits(), .. Control()];

    private static ScenarioStep Act(string name, int failures = 0) => new(ScenarioOp.Activity, name) { Failures = failures };

    private static string[] Ran(string name) => [$"TaskScheduled {name}", $"TaskCompleted {name}"];

    private static IEnumerable<EngineScenario> Steps() =>
    [
        new("no step", [], ["ExecutionStarted scenario", "ExecutionCompleted"]) { Output = "" },
        new("two activities", [Act("a"), Act("b")], ["ExecutionStarted scenario", .. Ran("a"), .. Ran("b"), "ExecutionCompleted"])
        {
            Output = "a,b",
            Executions = 2,
        },
        new(
            "parallel activities",
            [new(ScenarioOp.Parallel) { Steps = [Act("a"), Act("b"), Act("c")] }],
            ["ExecutionStarted scenario", .. Ran("a"), .. Ran("b"), .. Ran("c"), "ExecutionCompleted"])
        {
            Output = "a+b+c",
            IsUnordered = true,
            Executions = 3,
        },
        new(
            "child",
            [new(ScenarioOp.Child) { InstanceId = "child/one", Steps = [Act("a")] }, Act("b")],
            [
                "ExecutionStarted scenario", "SubOrchestrationInstanceCreated scenario", "SubOrchestrationInstanceCompleted scenario",
                .. Ran("b"), "ExecutionCompleted",
            ])
        {
            Output = "a,b",
            Executions = 2,
        },
        new("status and GUIDs", [new(ScenarioOp.SetStatus, "s"), new(ScenarioOp.NewGuid)], ["ExecutionStarted scenario", "ExecutionCompleted"])
        {
            Output = "s,guid",
        },
        new(
            "continue as new",
            [Act("a"), new(ScenarioOp.ContinueAsNew) { Steps = [Act("b")] }],
            ["ExecutionStarted scenario", .. Ran("b"), "ExecutionCompleted"])
        {
            Output = "b",
            Executions = 2,
        },
    ];

    private static IEnumerable<EngineScenario> Failures() =>
    [
        new("failing activity", [Act("a", failures: 9)], ["ExecutionStarted scenario", "TaskScheduled a", "TaskFailed a", "ExecutionFailed"])
        {
            Status = OrchestrationRuntimeStatus.Failed,
            Error = "a broke",
            Executions = 1,
        },
        new(
            "caught failure",
            [Act("a", failures: 9) with { Caught = true }, Act("b")],
            ["ExecutionStarted scenario", "TaskScheduled a", "TaskFailed a", .. Ran("b"), "ExecutionCompleted"])
        {
            Output = "caught a,b",
        },
        new(
            "retry with backoff",
            [Act("a", failures: 2) with { Retry = s_threeAttempts }],
            [
                "ExecutionStarted scenario", "TaskScheduled a", "TaskFailed a", "TimerCreated", "TimerFired",
                "TaskScheduled a", "TaskFailed a", "TimerCreated", "TimerFired", .. Ran("a"), "ExecutionCompleted",
            ])
        {
            Actions = [ScenarioAction.Await("TimerCreated"), ScenarioAction.Advance(10), ScenarioAction.Await("TimerCreated*2"), ScenarioAction.Advance(20)],
            Output = "a",
            Executions = 3,
        },
        new(
            "non-retryable error",
            [Act("a", failures: 9) with { Malformed = true, Retry = s_threeAttempts with { NonRetryableErrors = ["System.FormatException"] } }],
            ["ExecutionStarted scenario", "TaskScheduled a", "TaskFailed a", "ExecutionFailed"])
        {
            Status = OrchestrationRuntimeStatus.Failed,
            Error = "a is malformed",
            Executions = 1,
        },
        new(
            "failing child",
            [new(ScenarioOp.Child) { Steps = [new(ScenarioOp.Throw, "on purpose")], Caught = true }],
            ["ExecutionStarted scenario", "SubOrchestrationInstanceCreated scenario", "SubOrchestrationInstanceFailed scenario", "ExecutionCompleted"])
        {
            Output = "caught scenario",
        },
        new("orchestration throws", [new(ScenarioOp.Throw, "on purpose")], ["ExecutionStarted scenario", "ExecutionFailed"])
        {
            Status = OrchestrationRuntimeStatus.Failed,
            Error = "on purpose",
        },
    ];
}

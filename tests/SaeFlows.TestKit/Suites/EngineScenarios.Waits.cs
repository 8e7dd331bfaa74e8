using SaeFlows.Core.Durability;

namespace SaeFlows.TestKit.Suites;

public static partial class EngineScenarios
{
    private static IEnumerable<EngineScenario> Waits() =>
    [
        new("timer", [new(ScenarioOp.Timer) { Seconds = 60 }, Act("a")], ["ExecutionStarted scenario", "TimerCreated", "TimerFired", .. Ran("a"), "ExecutionCompleted"])
        {
            Actions = [ScenarioAction.Await("TimerCreated"), ScenarioAction.Advance(60)],
            Output = "fired,a",
        },
        new("event", [new(ScenarioOp.Wait, "go"), Act("a")], ["ExecutionStarted scenario", "EventRaised go", .. Ran("a"), "ExecutionCompleted"])
        {
            Actions = [ScenarioAction.Await("ExecutionStarted scenario"), ScenarioAction.Raise("go", "now")],
            Output = "now,a",
        },
        new(
            "early events are kept, each delivered once",
            [new(ScenarioOp.Timer) { Seconds = 5 }, new(ScenarioOp.Wait, "go"), new(ScenarioOp.Wait, "GO")],
            ["ExecutionStarted scenario", "TimerCreated", "EventRaised go", "EventRaised go", "TimerFired", "ExecutionCompleted"])
        {
            Actions =
            [
                ScenarioAction.Await("TimerCreated"), ScenarioAction.Raise("go", "1"), ScenarioAction.Await("EventRaised go"),
                ScenarioAction.Raise("go", "2"), ScenarioAction.Await("EventRaised go*2"), ScenarioAction.Advance(5),
            ],
            Output = "fired,1,2",
        },
        new(
            "event in time",
            [new(ScenarioOp.Wait, "go") { Seconds = 30 }],
            ["ExecutionStarted scenario", "TimerCreated", "EventRaised go", "ExecutionCompleted"])
        {
            Actions = [ScenarioAction.Await("TimerCreated"), ScenarioAction.Raise("go", "now")],
            Output = "now",
        },
        new(
            "event too late",
            [new(ScenarioOp.Wait, "go") { Seconds = 30, Caught = true }, Act("a")],
            ["ExecutionStarted scenario", "TimerCreated", "TimerFired", .. Ran("a"), "ExecutionCompleted"])
        {
            Actions = [ScenarioAction.Await("TimerCreated"), ScenarioAction.Advance(30)],
            Output = "timeout,a",
        },
        new(
            "continue as new keeps unprocessed events",
            [new(ScenarioOp.Wait, "first"), new(ScenarioOp.ContinueAsNew) { Steps = [new(ScenarioOp.Wait, "second")] }],
            ["ExecutionStarted scenario", "EventRaised second", "ExecutionCompleted"])
        {
            Actions =
            [
                ScenarioAction.Await("ExecutionStarted scenario"), ScenarioAction.Raise("second", "kept"), ScenarioAction.Await("EventRaised second"),
                ScenarioAction.Raise("first", "go"),
            ],
            Output = "kept",
        },
        new(
            "event sent to a child",
            [
                new(ScenarioOp.Parallel)
                {
                    Steps =
                    [
                        new(ScenarioOp.Child) { InstanceId = "child/listens", Steps = [new(ScenarioOp.Wait, "word")] },
                        new(ScenarioOp.Send, "word") { InstanceId = "child/listens" },
                    ],
                },
            ],
            ["ExecutionStarted scenario", "SubOrchestrationInstanceCreated scenario", "EventSent word", "SubOrchestrationInstanceCompleted scenario", "ExecutionCompleted"])
        {
            Output = "sent+sent",
        },
    ];

    private static IEnumerable<EngineScenario> Control() =>
    [
        new(
            "suspend holds events until resume",
            [new(ScenarioOp.Wait, "go"), Act("a")],
            ["ExecutionStarted scenario", "ExecutionSuspended", "EventRaised go", "ExecutionResumed", .. Ran("a"), "ExecutionCompleted"])
        {
            Actions =
            [
                ScenarioAction.Await("ExecutionStarted scenario"), ScenarioAction.Suspend("lunch"), ScenarioAction.AwaitStatus("Suspended"),
                ScenarioAction.Raise("go", "now"), ScenarioAction.Await("EventRaised go"), ScenarioAction.Resume(),
            ],
            Output = "now,a",
            Executions = 1,
        },
        new(
            "terminate",
            [new(ScenarioOp.Wait, "never"), Act("a")],
            ["ExecutionStarted scenario", "ExecutionTerminated"])
        {
            Actions = [ScenarioAction.Await("ExecutionStarted scenario"), ScenarioAction.Terminate("enough")],
            Status = OrchestrationRuntimeStatus.Terminated,
            Error = "enough",
            Executions = 0,
        },
        new(
            "replay after a restart",
            [Act("a"), new(ScenarioOp.NewGuid), new(ScenarioOp.Wait, "go"), Act("b")],
            ["ExecutionStarted scenario", .. Ran("a"), "EventRaised go", .. Ran("b"), "ExecutionCompleted"])
        {
            Actions = [ScenarioAction.Await("TaskCompleted a"), ScenarioAction.Restart(), ScenarioAction.Raise("go", "now")],
            Output = "a,guid,now,b",
            Executions = 2,
        },
        new(
            "timer over a restart",
            [new(ScenarioOp.Timer) { Seconds = 60 }, Act("a")],
            ["ExecutionStarted scenario", "TimerCreated", "TimerFired", .. Ran("a"), "ExecutionCompleted"])
        {
            Actions = [ScenarioAction.Await("TimerCreated"), ScenarioAction.Restart(), ScenarioAction.Advance(60)],
            Output = "fired,a",
        },
        new(
            "suspended over a restart",
            [new(ScenarioOp.Wait, "go"), Act("a")],
            ["ExecutionStarted scenario", "ExecutionSuspended", "EventRaised go", "ExecutionResumed", .. Ran("a"), "ExecutionCompleted"])
        {
            Actions =
            [
                ScenarioAction.Await("ExecutionStarted scenario"), ScenarioAction.Suspend("night"), ScenarioAction.AwaitStatus("Suspended"),
                ScenarioAction.Restart(), ScenarioAction.Raise("go", "now"), ScenarioAction.Await("EventRaised go"),
                ScenarioAction.Restart(), ScenarioAction.Resume(),
            ],
            Output = "now,a",
            Executions = 1,
        },
    ];
}

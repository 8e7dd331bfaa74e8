namespace SaeFlows.Core.Durability;

/// <summary>Kinds of history events, named as in Durable Task.</summary>
public enum HistoryEventKind
{
    ExecutionStarted,
    TaskScheduled,
    TaskCompleted,
    TaskFailed,
    TimerCreated,
    TimerFired,
    SubOrchestrationInstanceCreated,
    SubOrchestrationInstanceCompleted,
    SubOrchestrationInstanceFailed,
    EventRaised,
    EventSent,
    ExecutionSuspended,
    ExecutionResumed,
    ContinueAsNew,
    ExecutionCompleted,
    ExecutionFailed,
    ExecutionTerminated,
}

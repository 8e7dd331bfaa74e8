using SaeFlows.Core.Durability;

namespace SaeFlows.Sqlite.Engine;

/// <summary>What one turn of an instance took in and what comes of it.</summary>
internal sealed class Turn
{
    /// <summary>Events that came in, in order; after continue-as-new those of the new execution.</summary>
    public List<HistoryEvent> Inputs { get; } = [];

    /// <summary>Inbox rows that are now journalled.</summary>
    public List<long> Consumed { get; } = [];

    /// <summary>The journal entries of this turn.</summary>
    public List<HistoryEvent> Events { get; private set; } = [];

    public TurnEffects Effects { get; private set; } = new();

    /// <summary>Activities to run once this is on disk.</summary>
    public IReadOnlyList<OpenStep> Activities { get; private set; } = [];

    /// <summary>Children and events that executions before a continue-as-new asked for in this turn.</summary>
    public List<OpenStep> Orphans { get; } = [];

    /// <summary>The turn began by replaying the history.</summary>
    public bool IsReplayed { get; set; }

    public bool IsRestarted { get; private set; }

    /// <summary>Input of the new execution.</summary>
    public string? NewInput { get; private set; }

    public string? Violation { get; set; }

    public string? Reason { get; set; }

    public bool HasEnded { get; private set; }

    public bool HasUsedTimers { get; private set; }

    public string? Output { get; private set; }

    public TaskFailureDetails? Failure { get; private set; }

    public string? CustomStatus { get; set; }

    public OrchestrationRuntimeStatus Status { get; set; }

    public bool ChangesNothing => Events.Count == 0 && Consumed.Count == 0 && !HasEnded && !IsRestarted && Violation is null;

    /// <summary>The code continued as new: its journal goes, its children and sent events stay asked for.</summary>
    public void Restart(OrchestrationExecution ended, string input)
    {
        var effects = ended.TakeEffects();
        Orphans.AddRange(effects.Children);
        Orphans.AddRange(effects.Sent);
        HasUsedTimers |= ended.HasUsedTimers;
        IsRestarted = true;
        NewInput = input;
        Inputs.Clear();
    }

    /// <summary>Takes over what the code asked for.</summary>
    public void Collect(OrchestrationExecution execution)
    {
        Effects = execution.TakeEffects();
        Events = Effects.Events;
        CustomStatus = execution.CustomStatus;
        Reason = execution.HoldReason;
        HasUsedTimers |= execution.HasUsedTimers;
        Activities = IsReplayed ? [.. execution.OpenActivities] : Effects.Activities;
        HasEnded = execution.HasEnded;
        if (HasEnded)
        {
            (Output, Failure) = execution.Outcome();
            Activities = [];
            Events.Add(Failure is null
                ? new HistoryEvent(0, HistoryEventKind.ExecutionCompleted, -1, null, Output, execution.Now)
                : new HistoryEvent(0, HistoryEventKind.ExecutionFailed, -1, null, DurableJson.Serialize(Failure), execution.Now));
        }
    }

    /// <summary>Gives the journal entries their places, from <paramref name="next"/> on; returns the place after them.</summary>
    public long Number(long next)
    {
        for (var index = 0; index < Events.Count; index++)
        {
            Events[index] = Events[index] with { Sequence = next++ };
        }

        return next;
    }
}

namespace SaeFlows.Core.Runs;

/// <summary>Where a run stands.</summary>
public enum RunStatus
{
    /// <summary>Its questions are still being written; a crash here leaves nothing to resume.</summary>
    Loading,

    /// <summary>Complete on disk, not begun.</summary>
    Queued,

    /// <summary>Being worked on, or interrupted.</summary>
    Running,

    /// <summary>Held by its user.</summary>
    Paused,

    /// <summary>Every question ended.</summary>
    Completed,

    /// <summary>Ended by its user.</summary>
    Cancelled,
}

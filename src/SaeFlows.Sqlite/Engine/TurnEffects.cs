using SaeFlows.Core.Durability;

namespace SaeFlows.Sqlite.Engine;

/// <summary>What one turn of an orchestration wants written and done, in order.</summary>
internal sealed class TurnEffects
{
    /// <summary>Journal entries; sequence numbers are given when the turn ends.</summary>
    public List<HistoryEvent> Events { get; } = new(4);

    public List<OpenStep> Activities { get; } = [];

    public List<OpenStep> Timers { get; } = [];

    public List<int> CancelledTimers { get; } = [];

    public List<OpenStep> Children { get; } = [];

    public List<OpenStep> Sent { get; } = [];
}

namespace SaeFlows.Core.Durability;

/// <summary>One event of an instance's history, in order of <paramref name="Sequence"/>.</summary>
/// <param name="Sequence">0, 1, 2, ... within the instance's current execution.</param>
/// <param name="Kind">What happened; the names are Durable Task's.</param>
/// <param name="StepId">The scheduling call this belongs to, counted from 0 in code order; -1 where there is none.</param>
/// <param name="Name">Activity, orchestration or event name, where there is one.</param>
/// <param name="Payload">Serialised JSON: input, result or failure.</param>
/// <param name="At">When it was recorded, UTC.</param>
/// <param name="Target">The other instance, where there is one: the child that was started, or the receiver of an event.</param>
public sealed record HistoryEvent(
    long Sequence, HistoryEventKind Kind, int StepId, string? Name, string? Payload, DateTimeOffset At, string? Target = null);

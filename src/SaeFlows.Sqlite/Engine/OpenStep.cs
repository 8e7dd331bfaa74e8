using SaeFlows.Core.Durability;

namespace SaeFlows.Sqlite.Engine;

/// <summary>A step that the code has asked for and that has not ended.</summary>
internal sealed class OpenStep(int id, HistoryEventKind kind, string name)
{
    public int Id => id;

    public HistoryEventKind Kind => kind;

    public string Name => name;

    public string? Input { get; init; }

    /// <summary>The first attempt's step: one key for all attempts of a call.</summary>
    public int CallId { get; init; }

    public int Attempt { get; init; } = 1;

    /// <summary>When a timer is due, Unix milliseconds.</summary>
    public long Due { get; init; }

    /// <summary>Id of a child or of the receiver of an event.</summary>
    public string? Target { get; init; }

    public int TargetVersion { get; init; }

    /// <summary>Continuations run inline, on the orchestration's own turn.</summary>
    public TaskCompletionSource<string?> Source { get; } = new();
}

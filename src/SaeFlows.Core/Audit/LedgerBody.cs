using System.Text.Json;

namespace SaeFlows.Core.Audit;

/// <summary>The members of an event's body, in the order in which they are written.</summary>
public sealed record LedgerBody
{
    public required string Run { get; init; }

    public required string Question { get; init; }

    public required long Sequence { get; init; }

    public required string Key { get; init; }

    public required string Step { get; init; }

    public string? Arm { get; init; }

    public required int Attempt { get; init; }

    public required DateTimeOffset At { get; init; }

    public double Seconds { get; init; }

    public string? Model { get; init; }

    public int PromptTokens { get; init; }

    public int AnswerTokens { get; init; }

    public JsonElement? Input { get; init; }

    public JsonElement? Output { get; init; }

    public JsonElement? Settings { get; init; }
}

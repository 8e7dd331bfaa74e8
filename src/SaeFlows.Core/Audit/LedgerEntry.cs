using System.Text.Json;

namespace SaeFlows.Core.Audit;

/// <summary>What a step wants to have recorded. The ledger adds sequence, time and hashes.</summary>
public sealed record LedgerEntry
{
    public required string RunId { get; init; }

    /// <summary>The question, or <see cref="LedgerEvent.RunChain"/> for events of the run itself.</summary>
    public required string QuestionId { get; init; }

    /// <summary>Unique within run and question: instance, step, arm and attempt. Appending a key twice keeps the first event.</summary>
    public required string Key { get; init; }

    /// <summary><c>answer</c>, <c>detect</c>, <c>reformulate</c>, <c>verify</c>, <c>re-answer</c>, <c>score</c>, ...</summary>
    public required string Step { get; init; }

    public string? Arm { get; init; }

    /// <summary>1 for the first attempt of the step.</summary>
    public int Attempt { get; init; } = 1;

    public JsonElement? Input { get; init; }

    public JsonElement? Output { get; init; }

    /// <summary>Model or rule that did the step.</summary>
    public string? Model { get; init; }

    public JsonElement? Settings { get; init; }

    public int PromptTokens { get; init; }

    public int AnswerTokens { get; init; }

    /// <summary>How long the step's own work took.</summary>
    public double Seconds { get; init; }
}

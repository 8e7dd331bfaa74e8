namespace SaeFlows.Core.Models;

/// <summary>One piece of work for the frozen model: answer a prompt, and detect in the same forward pass where asked.</summary>
public sealed record ModelJob
{
    /// <summary>Deterministic: run, question and step; a redelivered job has the same id.</summary>
    public required string JobId { get; init; }

    public required string RunId { get; init; }

    public required string QuestionId { get; init; }

    /// <summary>The orchestration instance that waits for the result.</summary>
    public required string ReplyToInstance { get; init; }

    /// <summary>The external event to raise with the result.</summary>
    public required string ReplyEvent { get; init; }

    /// <summary>Which model, SAE and domain profile the job is for; a worker that serves several picks by it.</summary>
    public required ModelReference Model { get; init; }

    /// <summary>The question, without template: spans of the detection refer to this text.</summary>
    public required string Question { get; init; }

    /// <summary>What the prompt says before the question: instruction and examples; null for nothing.</summary>
    public string? Before { get; init; }

    /// <summary>What it says after the question: choices and the answer's opening; null for nothing.</summary>
    public string? After { get; init; }

    /// <summary>The answer ends before the first of these; null where only the model ends it.</summary>
    public IReadOnlyList<string>? Stops { get; init; }

    public int MaxNewTokens { get; init; } = 64;

    /// <summary>What to detect in the question; null answers only.</summary>
    public DetectionRequest? Detection { get; init; }
}

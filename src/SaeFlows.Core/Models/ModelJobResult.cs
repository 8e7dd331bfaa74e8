using SaeFlows.Core.Detection;

namespace SaeFlows.Core.Models;

/// <summary>What the worker answers.</summary>
public sealed record ModelJobResult
{
    public required string JobId { get; init; }

    /// <summary>The orchestration instance that waits for this, as the job named it.</summary>
    public string? ReplyToInstance { get; init; }

    /// <summary>The external event to raise, as the job named it.</summary>
    public string? ReplyEvent { get; init; }

    /// <summary>One line why the job failed; null when it succeeded.</summary>
    public string? Error { get; init; }

    /// <summary>The text that the model generated after the prompt.</summary>
    public string? Answer { get; init; }

    public DetectionResult? Detection { get; init; }

    /// <summary>Name and content hash of the model that answered.</summary>
    public string? Model { get; init; }

    public int PromptTokens { get; init; }

    public int AnswerTokens { get; init; }

    /// <summary>Seconds of the forward passes; of a batch, this job's share.</summary>
    public double Seconds { get; init; }

    /// <summary>True when an earlier computation of the same content was reused; tokens and seconds are then that one's.</summary>
    public bool FromCache { get; init; }
}

using SaeFlows.Core.Datasets;

namespace SaeFlows.Core.Runs;

/// <summary>How one question ended; one row per execution of its workflow.</summary>
public sealed record QuestionOutcome
{
    public required string RunId { get; init; }

    public required string QuestionId { get; init; }

    /// <summary>The orchestration instance that ended; a retry has another one.</summary>
    public required string InstanceId { get; init; }

    public required QuestionStatus Status { get; init; }

    /// <summary>Why the question errored; null otherwise.</summary>
    public string? Error { get; init; }

    /// <summary>The frozen model's answer to the original text.</summary>
    public string? Answer { get; init; }

    /// <summary>Whether that answer is right; null when none could be extracted.</summary>
    public bool? Correct { get; init; }

    /// <summary>One result per arm, in the run's order.</summary>
    public IReadOnlyList<ArmOutcome> Arms { get; init; } = [];

    /// <summary>What each detector said, for the detection figures.</summary>
    public IReadOnlyList<DetectorOutcome> Detectors { get; init; } = [];

    /// <summary>The truth about ambiguity, where the dataset knows it.</summary>
    public QuestionTruth? Truth { get; init; }
}

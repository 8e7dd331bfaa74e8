using SaeFlows.Core.Models;
using SaeFlows.Core.Prompts;

namespace SaeFlows.Core.Runs;

/// <summary>Everything that decides a run's numbers; fixed when the run is queued.</summary>
public sealed record RunSettings
{
    /// <summary>Built-in name, or the file's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>SHA-256 of the dataset's bytes (of its questions as JSON lines for a built-in one), lower-case hex.</summary>
    public required string DatasetSha256 { get; init; }

    /// <summary>Arms to compare; <c>none</c> is the original answer, <c>detect</c> the method.</summary>
    public required IReadOnlyList<string> Arms { get; init; }

    /// <summary>Detectors to run in the first forward pass: those of the arms, and all that there are where the truth is known.</summary>
    public required IReadOnlyList<string> Detectors { get; init; }

    public required ModelReference Model { get; init; }

    /// <summary>What the host had loaded when the run was queued; checked again at resume.</summary>
    public required ModelDescription ModelDescription { get; init; }

    /// <summary>Name of the reformulator.</summary>
    public required string Reformulator { get; init; }

    /// <summary>Name of the verifier.</summary>
    public required string Verifier { get; init; }

    /// <summary>How questions become prompts; null sends the bare question.</summary>
    public PromptTemplate? Template { get; init; }

    /// <summary>Proposals per question and arm before it ends Unverified; at least 1.</summary>
    public int VerificationBudget { get; init; } = 4;

    /// <summary>Tokens that an answer may have.</summary>
    public int MaxNewTokens { get; init; } = 64;

    /// <summary>Questions under way at once.</summary>
    public int MaxConcurrentQuestions { get; init; } = 128;

    /// <summary>Questions that one execution of the run's orchestration handles before it continues as new.</summary>
    public int QuestionsPerExecution { get; init; } = 512;

    /// <summary>How long a model job may take, in the queue and on the worker, before it is sent again.</summary>
    public int ModelJobTimeoutSeconds { get; init; } = 1800;

    /// <summary>How often a model job is sent before the question ends Errored.</summary>
    public int ModelJobAttempts { get; init; } = 3;

    /// <summary>Seed of everything that draws at random.</summary>
    public int Seed { get; init; }
}

using SaeFlows.Core.Models;
using SaeFlows.Hosting.Runs;

namespace SaeFlows.Functions.Runs;

/// <summary>What queues a run: the body of a message on <c>dataset-submissions</c> and of <c>POST runs</c>.</summary>
public sealed record DatasetSubmission
{
    /// <summary>A blob of the dataset container, or <c>pocket-math</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>The file's format, where it cannot be told.</summary>
    public string? Format { get; init; }

    /// <summary>A blob of the dataset container that maps columns.</summary>
    public string? Mapping { get; init; }

    public string Model { get; init; } = BuiltIn.Pocket;

    public string Sae { get; init; } = BuiltIn.Pocket;

    public string Domain { get; init; } = BuiltIn.Pocket;

    public IReadOnlyList<string> Arms { get; init; } = ["none", "detect"];

    public int? Limit { get; init; }

    public int? Seed { get; init; }

    public int VerificationBudget { get; init; } = 4;

    /// <summary>Most tokens of an answer.</summary>
    public int MaxNewTokens { get; init; } = 64;

    /// <summary>Part of the run's id: another label makes another run of the same content.</summary>
    public string? Label { get; init; }

    internal RunRequest Request(string dataset, string? mapping) =>
        new(dataset, Format, mapping, new ModelReference(Model, Sae, Domain), Arms, Limit, Seed, VerificationBudget) { MaxNewTokens = MaxNewTokens };
}

using SaeFlows.Core;
using SaeFlows.Core.Models;
using SaeFlows.Hosting.Runs;

namespace SaeFlows.Functions.Runs;

/// <summary>What queues a run: the body of a message on <c>dataset-submissions</c> and of <c>POST runs</c>.</summary>
public sealed record DatasetSubmission
{
    /// <summary>A blob of the dataset container, or <c>pocket-math</c>.</summary>
    public string Dataset { get; init; } = string.Empty;

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

    /// <exception cref="UserInputException">A field is missing or out of range; its name and what to give.</exception>
    internal void Check()
    {
        if (Dataset.Length == 0)
        {
            throw new UserInputException("Field 'dataset' is missing: name a blob of the dataset container, such as test.jsonl, or pocket-math.");
        }

        if (Arms.Count == 0 || Arms.Distinct().Count() != Arms.Count)
        {
            throw new UserInputException("Field 'arms' needs at least one arm, each once: give for example [\"none\",\"detect\"].");
        }

        RequirePositive("limit", Limit ?? 1);
        RequirePositive("verificationBudget", VerificationBudget);
        RequirePositive("maxNewTokens", MaxNewTokens);
    }

    internal RunRequest Request(string dataset, string? mapping) =>
        new(dataset, Format, mapping, new ModelReference(Model, Sae, Domain), Arms, Limit, Seed, VerificationBudget) { MaxNewTokens = MaxNewTokens };

    private static void RequirePositive(string field, int value)
    {
        if (value < 1)
        {
            throw new UserInputException($"Field '{field}' is {value}: give a whole number from 1.");
        }
    }
}

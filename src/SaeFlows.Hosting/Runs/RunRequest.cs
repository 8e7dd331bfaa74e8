using SaeFlows.Core.Models;

namespace SaeFlows.Hosting.Runs;

/// <summary>What the user asked to have queued.</summary>
public sealed record RunRequest(
    string Dataset, string? Format, string? Mapping, ModelReference Model, IReadOnlyList<string> Arms, int? Limit, int? Seed, int VerificationBudget)
{
    /// <summary>Most tokens of an answer.</summary>
    public int MaxNewTokens { get; init; } = 64;

    /// <summary>Prompt template: a shipped name or a file; null asks the bare question.</summary>
    public string? Template { get; init; }
}

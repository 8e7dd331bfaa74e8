using SaeFlows.Core.Models;

namespace SaeFlows.Cli.Commands;

/// <summary>What the user asked to have queued.</summary>
internal sealed record RunRequest(
    string Dataset, string? Format, string? Mapping, ModelReference Model, IReadOnlyList<string> Arms, int? Limit, int? Seed, int VerificationBudget, int MaxNewTokens, string? Template);

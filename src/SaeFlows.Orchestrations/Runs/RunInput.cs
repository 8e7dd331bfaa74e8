namespace SaeFlows.Orchestrations.Runs;

/// <summary>Input of <see cref="RunOrchestration"/>; a continued execution gets a higher <paramref name="FromOrdinal"/>.</summary>
/// <param name="RunId">The run.</param>
/// <param name="FromOrdinal">First question of this execution, 0-based.</param>
public sealed record RunInput(string RunId, long FromOrdinal = 0);

namespace SaeFlows.Core.Runs;

/// <summary>Two runs on the same questions, arm by arm; as <c>compare --json</c> prints it.</summary>
public sealed record RunComparison
{
    /// <summary>The run that is tried.</summary>
    public required string First { get; init; }

    /// <summary>The run that it is held against.</summary>
    public required string Second { get; init; }

    /// <summary>Whether both read the same dataset, byte for byte.</summary>
    public required bool SameDataset { get; init; }

    /// <summary>Questions that have ended in both, by their stable ids.</summary>
    public long Shared { get; init; }

    /// <summary>Of those, the questions that both scored; the comparisons are over them.</summary>
    public long ScoredInBoth { get; init; }

    public long OnlyFirst { get; init; }

    public long OnlySecond { get; init; }

    /// <summary>One comparison an arm that both runs have, adjusted over all of them.</summary>
    public IReadOnlyList<ArmComparison> Arms { get; init; } = [];
}

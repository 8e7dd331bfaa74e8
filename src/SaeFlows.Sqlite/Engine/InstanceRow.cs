using SaeFlows.Core.Durability;

namespace SaeFlows.Sqlite.Engine;

/// <summary>What the engine reads of an instance when it takes it on.</summary>
internal sealed record InstanceRow
{
    public required long Seq { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required int Version { get; init; }

    public required OrchestrationRuntimeStatus Status { get; init; }

    public int Execution { get; init; }

    /// <summary>The fencing token of this claim.</summary>
    public required long Fence { get; init; }

    public long? ParentSeq { get; init; }

    public string? ParentId { get; init; }

    public int ParentExecution { get; init; }

    public int ParentStep { get; init; }

    /// <summary>The instance this is a fork of.</summary>
    public string? ForkOf { get; init; }

    /// <summary>How many events of the history were copied from there.</summary>
    public int ForkEvents { get; init; }

    public string? CustomStatus { get; init; }

    public string? Input { get; init; }
}

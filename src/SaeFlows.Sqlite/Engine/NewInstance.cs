using SaeFlows.Core.Durability;

namespace SaeFlows.Sqlite.Engine;

/// <summary>An instance to be made.</summary>
internal sealed record NewInstance(string Id, string Name, int Version, string? Input)
{
    public long? ParentSeq { get; init; }

    public string? ParentId { get; init; }

    public int ParentExecution { get; init; }

    public int ParentStep { get; init; }

    /// <summary>What a claim would read back of it.</summary>
    public InstanceRow ToRow(long seq) => new()
    {
        Seq = seq,
        Id = Id,
        Name = Name,
        Version = Version,
        Status = OrchestrationRuntimeStatus.Pending,
        Fence = 1,
        ParentSeq = ParentSeq,
        ParentId = ParentId,
        ParentExecution = ParentExecution,
        ParentStep = ParentStep,
        Input = Input,
    };
}

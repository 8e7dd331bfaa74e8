using SaeFlows.Core.Runs;

namespace SaeFlows.Core.Reports;

/// <summary>Everything that a report says about a run; the same run gives the same report.</summary>
public sealed record RunReport
{
    public required RunRecord Run { get; init; }

    public required RunSummary Summary { get; init; }

    /// <summary>The arm of the method, or the last one where it is not in the run.</summary>
    public required string Method { get; init; }

    public required IReadOnlyList<ArmFlow> Flows { get; init; }

    /// <summary>By harmless kind; empty where the truth is not known.</summary>
    public required IReadOnlyList<DetectorCurves> Curves { get; init; }

    public required IReadOnlyList<ThresholdSweep> Sweeps { get; init; }

    public required IReadOnlyList<GroupBreakdown> Breakdowns { get; init; }

    /// <summary>What the original answers cost.</summary>
    public required StepCost BaseCost { get; init; }

    public required IReadOnlyList<ArmCost> Costs { get; init; }

    /// <summary>The method's gain with questions in clusters; null where no column was named.</summary>
    public ClusteredGain? Clustered { get; init; }

    /// <summary>In the dataset's order.</summary>
    public required IReadOnlyList<BrokenAnswer> Broken { get; init; }

    /// <summary>Questions that ended in an error, with it; the first of very many.</summary>
    public required IReadOnlyList<(string QuestionId, string Error)> Errors { get; init; }
}

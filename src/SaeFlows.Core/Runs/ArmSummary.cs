namespace SaeFlows.Core.Runs;

/// <summary>One line of the A/B table.</summary>
public sealed record ArmSummary
{
    public required string Name { get; init; }

    /// <summary>Share of the scored questions that are right, 0 to 1; null where none is scored.</summary>
    public double? Accuracy { get; init; }

    /// <summary>95 % Wilson interval.</summary>
    public IReadOnlyList<double>? AccuracyCi { get; init; }

    /// <summary>Accuracy minus that of the arm <c>none</c> on the same questions.</summary>
    public double? Delta { get; init; }

    /// <summary>95 % paired bootstrap interval of the delta.</summary>
    public IReadOnlyList<double>? DeltaCi { get; init; }

    /// <summary>Exact two-sided McNemar test against <c>none</c>.</summary>
    public double? McnemarP { get; init; }

    /// <summary>Wrong in <c>none</c>, right here.</summary>
    public long Helped { get; init; }

    /// <summary>Right in <c>none</c>, wrong here.</summary>
    public long Hurt { get; init; }

    public long Flagged { get; init; }

    public long Verified { get; init; }

    public long Unverified { get; init; }

    /// <summary>Accuracy if only rewrites that passed at the first proposal counted, so that retrying cannot flatter the arm.</summary>
    public double? FirstAttemptAccuracy { get; init; }

    /// <summary>95 % Wilson interval of it.</summary>
    public IReadOnlyList<double>? FirstAttemptCi { get; init; }
}

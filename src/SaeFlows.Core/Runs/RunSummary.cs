namespace SaeFlows.Core.Runs;

/// <summary>The figures of a run, as <c>run --json</c> and <c>show --json</c> print them. Members may be added, never renamed.</summary>
public sealed record RunSummary
{
    public required string Run { get; init; }

    public required RunStatus Status { get; init; }

    public required string Dataset { get; init; }

    public required string DatasetSha256 { get; init; }

    public required string Model { get; init; }

    public required string Sae { get; init; }

    public required string Domain { get; init; }

    public required RunCounts Counts { get; init; }

    /// <summary>Accuracy by arm, over the scored questions.</summary>
    public required IReadOnlyList<ArmSummary> Arms { get; init; }

    /// <summary>The method's arm against every other arm on the same questions, adjusted over all of them.</summary>
    public IReadOnlyList<PairedComparison> Comparisons { get; init; } = [];

    /// <summary>Where the dataset knows which questions are ambiguous; null otherwise.</summary>
    public DetectionSummary? Detection { get; init; }

    /// <summary>The same figures by kind of question, where the dataset names kinds.</summary>
    public IReadOnlyList<KindSummary> Kinds { get; init; } = [];

    /// <summary>The SAE's quality as measured on held-out tokens when it was made: <c>fvu</c>, <c>l0</c>, <c>l0Share</c>, <c>deadShare</c>.</summary>
    public IReadOnlyDictionary<string, double> SaeMetrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Seconds that hosts worked on the run, resumes included.</summary>
    public double Seconds { get; init; }

    public double QuestionsPerSecond { get; init; }
}

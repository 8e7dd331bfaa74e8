namespace SaeFlows.Core.Runs;

/// <summary>Two ways of answering, compared on the same questions; only questions that both have scored.</summary>
public sealed record PairedComparison
{
    /// <summary>What is tried.</summary>
    public required string First { get; init; }

    /// <summary>What it is held against.</summary>
    public required string Second { get; init; }

    /// <summary>Questions scored in both.</summary>
    public long Pairs { get; init; }

    public double? FirstAccuracy { get; init; }

    public double? SecondAccuracy { get; init; }

    /// <summary>First right, second wrong.</summary>
    public long Better { get; init; }

    /// <summary>First wrong, second right.</summary>
    public long Worse { get; init; }

    /// <summary>Accuracy of the first less that of the second, -1 to 1; null without pairs.</summary>
    public double? Difference { get; init; }

    /// <summary>95 % paired bootstrap interval of the difference, percentile.</summary>
    public IReadOnlyList<double>? DifferenceCi { get; init; }

    /// <summary>The same, bias-corrected and accelerated.</summary>
    public IReadOnlyList<double>? DifferenceBca { get; init; }

    /// <summary>Exact two-sided McNemar test.</summary>
    public double? McnemarP { get; init; }

    /// <summary>The same after Holm's adjustment over all comparisons of the table.</summary>
    public double? HolmP { get; init; }

    /// <summary>Always-valid p-value of the same pairs looked at one by one in the dataset's order; it holds however often one looks.</summary>
    public double? SequentialP { get; init; }

    /// <summary>Pairs after which one could have stopped at level 0.05, had one looked after each; null where one could not.</summary>
    public long? StopAfter { get; init; }

    /// <summary>The smallest difference that this many pairs find with power 0.8 at level 0.05, at the discordance seen; null where nothing is discordant.</summary>
    public double? MinimumDetectable { get; init; }

    public ComparisonVerdict Verdict { get; init; }

    /// <summary>The result in one sentence.</summary>
    public string Sentence { get; init; } = string.Empty;
}

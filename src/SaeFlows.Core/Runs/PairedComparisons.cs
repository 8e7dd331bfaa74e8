using System.Globalization;
using SaeFlows.Core.Statistics;

namespace SaeFlows.Core.Runs;

/// <summary>What a family of paired comparisons has in common: Holm's adjustment, and from it verdict and sentence. Pure.</summary>
public static class PairedComparisons
{
    /// <summary>The level of a verdict.</summary>
    public const double Level = 0.05;

    public static IReadOnlyList<PairedComparison> Adjust(IReadOnlyList<PairedComparison> family)
    {
        ArgumentNullException.ThrowIfNull(family);
        var adjusted = new Queue<double>(HolmAdjustment.Adjust([.. family.Where(c => c.McnemarP is not null).Select(c => c.McnemarP!.Value)]));
        return [.. family.Select(comparison => Judge(comparison with { HolmP = comparison.McnemarP is null ? null : adjusted.Dequeue() }))];
    }

    private static PairedComparison Judge(PairedComparison comparison)
    {
        var verdict = comparison switch
        {
            { HolmP: <= Level, Difference: > 0 } => ComparisonVerdict.Better,
            { HolmP: <= Level, Difference: < 0 } => ComparisonVerdict.Worse,
            _ => ComparisonVerdict.NotShown,
        };
        return comparison with { Verdict = verdict, Sentence = Sentence(comparison, verdict) };
    }

    private static string Sentence(PairedComparison c, ComparisonVerdict verdict)
    {
        if (c.Difference is not { } difference)
        {
            return $"No: {c.First} cannot be compared with {c.Second}, since no question was scored in both.";
        }

        string figures = string.Create(
            CultureInfo.InvariantCulture,
            $"{difference:+0.000;-0.000;0.000}, 95 % interval {c.DifferenceCi![0]:+0.000;-0.000;0.000} to {c.DifferenceCi[1]:+0.000;-0.000;0.000}, {c.Better} better and {c.Worse} worse of {c.Pairs}, Holm p {P(c.HolmP!.Value)}");
        string missed = c.MinimumDetectable is { } least
            ? string.Create(CultureInfo.InvariantCulture, $"; a difference of {least:0.000} would have been found four times in five")
            : "; both give the same result on every question";
        return verdict switch
        {
            ComparisonVerdict.Better => $"Yes: {c.First} beats {c.Second} ({figures}).",
            ComparisonVerdict.Worse => $"No: {c.First} is worse than {c.Second} ({figures}).",
            _ => $"No: {c.First} is not shown to beat {c.Second} ({figures}{missed}).",
        };
    }

    private static string P(double p) => p.ToString(p is < 0.001 and > 0 ? "0.0e0" : "0.000", CultureInfo.InvariantCulture);
}

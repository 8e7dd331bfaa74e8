namespace SaeFlows.Core.Statistics;

/// <summary>The gain from one accuracy to another, both ways in which papers report it.</summary>
/// <param name="Before">Accuracy before, 0 to 1.</param>
/// <param name="After">Accuracy after, 0 to 1.</param>
public readonly record struct AccuracyGain(double Before, double After)
{
    /// <summary>Difference, -1 to 1: 0.40 to 0.46 is 0.06, "six points".</summary>
    public double Absolute => After - Before;

    /// <summary>Difference over the accuracy before: 0.40 to 0.46 is 0.15, "15 percent better"; NaN where nothing was right before.</summary>
    public double Relative => Before == 0 ? double.NaN : (After - Before) / Before;

    /// <summary>The share of the former errors that went away: 0.40 to 0.46 is 0.1; NaN where all was right before.</summary>
    public double ErrorReduction => Before == 1 ? double.NaN : (After - Before) / (1 - Before);
}

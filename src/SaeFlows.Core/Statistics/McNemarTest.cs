namespace SaeFlows.Core.Statistics;

/// <summary>
/// The exact test for paired yes/no outcomes (Q. McNemar, Psychometrika 12, 1947, 153-157): given the discordant pairs, the helped ones are
/// binomial with probability 1/2 under the null. Equal to R's <c>binom.test(b, b + c)$p.value</c>.
/// </summary>
public static class McNemarTest
{
    /// <summary>The two-sided p-value; 1 when no pair is discordant.</summary>
    /// <param name="helped">Pairs wrong before and right after.</param>
    /// <param name="hurt">Pairs right before and wrong after.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static double Exact(long helped, long hurt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(helped);
        ArgumentOutOfRangeException.ThrowIfNegative(hurt);
        return helped == hurt ? 1 : Math.Min(1, 2 * BinomialHalf.AtMost(Math.Min(helped, hurt), helped + hurt));
    }
}

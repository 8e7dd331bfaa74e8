using MathNet.Numerics;

namespace SaeFlows.Core.Statistics;

/// <summary>The binomial distribution with probability 1/2.</summary>
internal static class BinomialHalf
{
    /// <summary>The probability of at most <paramref name="successes"/> in <paramref name="trials"/>.</summary>
    public static double AtMost(long successes, long trials)
    {
        // From the largest term down each is the one before times k/(n-k+1): exact ratios, so only the first term rounds.
        var term = Math.Exp(SpecialFunctions.GammaLn(trials + 1.0) - SpecialFunctions.GammaLn(successes + 1.0)
            - SpecialFunctions.GammaLn(trials - successes + 1.0) - (trials * Math.Log(2)));
        var sum = 0.0;
        for (var k = successes; k >= 0 && term > sum * 1e-18; k--)
        {
            sum += term;
            term *= k / (double)(trials - k + 1);
        }

        return sum;
    }
}

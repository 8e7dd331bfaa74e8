using MathNet.Numerics;

namespace SaeFlows.Core.Statistics;

/// <summary>
/// McNemar's question answered while the run goes on: after every discordant pair one may look, stop and still hold the level. The share of
/// helped pairs is 1/2 under the null; the likelihood ratio against a uniform mixture of shares is a martingale that reaches 1/alpha with probability
/// at most alpha however often one looks (J. Ville 1939; H. Robbins, Annals of Mathematical Statistics 41, 1970, 1397-1409; as the mixture
/// sequential probability ratio test in Johari et al., arXiv 1512.04922).
/// </summary>
public sealed class SequentialMcNemar
{
    private double _largest;

    public long Helped { get; private set; }

    public long Hurt { get; private set; }

    /// <summary>The always-valid p-value: 1 over the largest likelihood ratio so far, at most 1; it never rises.</summary>
    public double PValue => Math.Min(1, Math.Exp(-_largest));

    /// <summary>The logarithm of the likelihood ratio 2^n / ((n + 1) C(n, helped)) of these counts.</summary>
    public static double LogRatio(long helped, long hurt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(helped);
        ArgumentOutOfRangeException.ThrowIfNegative(hurt);
        var n = helped + hurt;
        return (n * Math.Log(2)) - Math.Log(n + 1.0)
            - (SpecialFunctions.GammaLn(n + 1.0) - SpecialFunctions.GammaLn(helped + 1.0) - SpecialFunctions.GammaLn(hurt + 1.0));
    }

    /// <summary>Adds one pair in the order of arrival; pairs that did not change carry no evidence.</summary>
    public void Add(bool rightBefore, bool rightAfter)
    {
        if (rightBefore == rightAfter)
        {
            return;
        }

        (Helped, Hurt) = rightAfter ? (Helped + 1, Hurt) : (Helped, Hurt + 1);
        _largest = Math.Max(_largest, LogRatio(Helped, Hurt));
    }

    /// <summary>Whether one may stop at this level; once true it stays true.</summary>
    public bool MayStop(double alpha = 0.05) => PValue <= alpha;
}

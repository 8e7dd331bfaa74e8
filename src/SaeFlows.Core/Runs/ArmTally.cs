using SaeFlows.Core.Statistics;

namespace SaeFlows.Core.Runs;

/// <summary>Counts one arm against the original answers of the same questions; scored questions only.</summary>
internal sealed class ArmTally(string name)
{
    /// <summary>Draws that a bootstrap interval may cost, so that 100,000 questions stay a matter of seconds.</summary>
    private const long MostDraws = 200_000_000;

    private const int FewestResamples = 1_000;

    private readonly List<sbyte> _differences = [];
    private long _correct;
    private long _firstAttemptCorrect;
    private long _flagged;
    private long _verified;
    private long _unverified;

    public void Add(QuestionOutcome outcome, ArmOutcome arm)
    {
        _flagged += arm.Flagged ? 1 : 0;
        _verified += arm.Verified ? 1 : 0;
        _unverified += arm.Result == ArmResult.Unverified ? 1 : 0;
        if (outcome.Status != QuestionStatus.Scored)
        {
            return;
        }

        int before = outcome.Correct == true ? 1 : 0;
        int after = arm.Correct == true ? 1 : 0;
        _differences.Add((sbyte)(after - before));
        _correct += after;
        _firstAttemptCorrect += arm.Verified && arm.Rejections > 0 ? before : after;
    }

    public ArmSummary Build(ulong seed)
    {
        long scored = _differences.Count;
        long helped = _differences.LongCount(difference => difference > 0);
        long hurt = _differences.LongCount(difference => difference < 0);
        bool compared = scored > 0 && name != RunSummaryBuilder.Baseline;
        return new ArmSummary
        {
            Name = name,
            Accuracy = scored == 0 ? null : (double)_correct / scored,
            AccuracyCi = RunSummaryBuilder.Wilson(_correct, scored),
            Delta = compared ? (double)(helped - hurt) / scored : null,
            DeltaCi = compared ? DeltaInterval(seed) : null,
            McnemarP = compared ? McNemarTest.Exact(helped, hurt) : null,
            Helped = helped,
            Hurt = hurt,
            Flagged = _flagged,
            Verified = _verified,
            Unverified = _unverified,
            FirstAttemptAccuracy = scored == 0 ? null : (double)_firstAttemptCorrect / scored,
        };
    }

    private double[] DeltaInterval(ulong seed)
    {
        int resamples = (int)Math.Clamp(MostDraws / _differences.Count, FewestResamples, PairedBootstrap.DefaultResamples);
        var interval = PairedBootstrap.Percentile([.. _differences.Select(difference => (double)difference)], seed, resamples);
        return [interval.Low, interval.High];
    }
}

namespace SaeFlows.Core.Runs;

/// <summary>Counts one arm against the original answers of the same questions; scored questions only.</summary>
internal sealed class ArmTally(string name)
{
    private readonly PairedTally _pairs = new();
    private long _scored;
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
        _pairs.Add(after == 1, before == 1);
        _scored++;
        _correct += after;
        _firstAttemptCorrect += arm.Verified && arm.Rejections > 0 ? before : after;
    }

    public ArmSummary Build(ulong seed)
    {
        var pairs = name == RunSummaryBuilder.Baseline ? null : _pairs.Build(name, RunSummaryBuilder.Baseline, seed);
        return new ArmSummary
        {
            Name = name,
            Accuracy = _scored == 0 ? null : (double)_correct / _scored,
            AccuracyCi = RunSummaryBuilder.Wilson(_correct, _scored),
            Delta = pairs?.Difference,
            DeltaCi = pairs?.DifferenceCi,
            McnemarP = pairs?.McnemarP,
            Helped = pairs?.Better ?? 0,
            Hurt = pairs?.Worse ?? 0,
            Flagged = _flagged,
            Verified = _verified,
            Unverified = _unverified,
            FirstAttemptAccuracy = _scored == 0 ? null : (double)_firstAttemptCorrect / _scored,
            FirstAttemptCi = RunSummaryBuilder.Wilson(_firstAttemptCorrect, _scored),
        };
    }
}

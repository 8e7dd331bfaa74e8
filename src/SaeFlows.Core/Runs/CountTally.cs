namespace SaeFlows.Core.Runs;

/// <summary>Counts how questions ended.</summary>
internal sealed class CountTally(string headlineArm)
{
    private long _scored;
    private long _errored;
    private long _abstained;
    private long _ambiguous;
    private long _reformulated;
    private long _verified;
    private long _unverified;
    private long _retries;

    public long Finished => _scored + _errored + _abstained;

    public void Add(QuestionOutcome outcome)
    {
        switch (outcome.Status)
        {
            case QuestionStatus.Scored: _scored++; break;
            case QuestionStatus.Errored: _errored++; break;
            default: _abstained++; break;
        }

        if (outcome.Arms.FirstOrDefault(arm => arm.Arm == headlineArm) is not { } arm)
        {
            return;
        }

        _ambiguous += arm.Flagged ? 1 : 0;
        _reformulated += arm.Proposals > 0 ? 1 : 0;
        _verified += arm.Verified ? 1 : 0;
        _unverified += arm.Result == ArmResult.Unverified ? 1 : 0;
        _retries += Math.Max(0, arm.Proposals - 1);
    }

    public RunCounts Build(RunRecord run) =>
        new(run.Total, _scored, _errored, _abstained, _ambiguous, _reformulated, _verified, _unverified, _retries, run.Rejected);
}

namespace SaeFlows.Core.Runs;

/// <summary>The method's arm against every other arm of the run; scored questions only.</summary>
internal sealed class ComparisonTallies(string headlineArm, IReadOnlyList<string> arms)
{
    private readonly Dictionary<string, PairedTally> _others =
        arms.Where(arm => arm != headlineArm).ToDictionary(arm => arm, _ => new PairedTally(), StringComparer.Ordinal);

    public void Add(QuestionOutcome outcome)
    {
        if (outcome.Status != QuestionStatus.Scored || outcome.Arms.FirstOrDefault(arm => arm.Arm == headlineArm) is not { } method)
        {
            return;
        }

        foreach (var arm in outcome.Arms.Where(arm => arm.Arm != headlineArm))
        {
            _others[arm.Arm].Add(method.Correct == true, arm.Correct == true);
        }
    }

    public IReadOnlyList<PairedComparison> Build(ulong seed) =>
        PairedComparisons.Adjust([.. _others.Select(other => other.Value.Build(headlineArm, other.Key, seed))]);
}

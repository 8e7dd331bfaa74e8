using SaeFlows.Core.Runs;

namespace SaeFlows.Core.Reports;

/// <summary>Counts how the questions ended in each arm.</summary>
internal sealed class FlowTally(IReadOnlyList<string> arms)
{
    private readonly Dictionary<(string Arm, ArmResult Result), long> _scored = [];
    private long _errored;
    private long _abstained;

    public void Add(QuestionOutcome outcome)
    {
        _errored += outcome.Status == QuestionStatus.Errored ? 1 : 0;
        _abstained += outcome.Status == QuestionStatus.Abstained ? 1 : 0;
        if (outcome.Status == QuestionStatus.Scored)
        {
            foreach (var arm in outcome.Arms)
            {
                _scored[(arm.Arm, arm.Result)] = _scored.GetValueOrDefault((arm.Arm, arm.Result)) + 1;
            }
        }
    }

    public IReadOnlyList<ArmFlow> Build() =>
    [
        .. arms.Select(arm => new ArmFlow(
            arm,
            Count(arm, ArmResult.Unchanged),
            Count(arm, ArmResult.Helped),
            Count(arm, ArmResult.Hurt),
            Count(arm, ArmResult.Same),
            Count(arm, ArmResult.Unverified),
            _errored,
            _abstained)),
    ];

    private long Count(string arm, ArmResult result) => _scored.GetValueOrDefault((arm, result));
}

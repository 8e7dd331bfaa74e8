using SaeFlows.Core.Runs;

namespace SaeFlows.Core.Reports;

/// <summary>Adds up costs by arm.</summary>
internal sealed class CostTally
{
    private readonly Dictionary<string, StepCost> _extra = new(StringComparer.Ordinal);

    /// <summary>The original answers' cost.</summary>
    public StepCost Base { get; private set; }

    public void Add(ReportCase asked)
    {
        Base += asked.Steps.AnswerCost();
        foreach (var arm in asked.Outcome.Arms)
        {
            _extra[arm.Arm] = _extra.GetValueOrDefault(arm.Arm) + (arm.Flagged ? asked.Steps.CostOf(arm, asked.Outcome.Arms) : default);
        }
    }

    public IReadOnlyList<ArmCost> Build(RunSummary summary) =>
    [
        .. summary.Arms.Where(arm => arm.Name != RunSummaryBuilder.Baseline)
            .Select(arm => new ArmCost(arm.Name, _extra.GetValueOrDefault(arm.Name), arm.Helped, arm.Hurt)),
    ];
}

namespace SaeFlows.Core.Reports;

/// <summary>What an arm costs beyond the original answers. A step that several arms share is charged to each of them, as if it ran alone.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Extra">Its own steps: reformulation, verification, second answer; every attempt counts.</param>
/// <param name="Helped">Wrong before, right after.</param>
/// <param name="Hurt">Right before, wrong after.</param>
public sealed record ArmCost(string Arm, StepCost Extra, long Helped, long Hurt)
{
    /// <summary>Answers corrected less answers broken.</summary>
    public long Net => Helped - Hurt;

    /// <summary>Cost per corrected answer, net; null where nothing was gained.</summary>
    public double? Per(double cost) => Net > 0 ? cost / Net : null;
}

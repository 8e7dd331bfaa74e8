using SaeFlows.Core.Training;

namespace SaeFlows.Torch.Sae.Trainers;

/// <summary>Learning rate and penalty by step: both rise linearly, hold, and may fall linearly at the end.</summary>
internal static class SaeSchedule
{
    /// <summary>Learning rate of a step, from 0.</summary>
    public static double LearningRate(SaeTrainingSettings settings, long step) => settings.LearningRate
        * Math.Min(1, (step + 1.0) / Math.Max(1, settings.LearningRateWarmUpSteps))
        * Falling(settings.Steps, step, settings.LearningRateDecayShare, 0);

    /// <summary>Weight of the sparsity penalty at a step, from 0.</summary>
    public static double Penalty(SaeTrainingSettings settings, long step) => settings.Sparsity
        * Math.Min(1, (step + 1.0) / Math.Max(1, settings.SparsityWarmUpShare * settings.Steps))
        * Falling(settings.Steps, step, settings.SparsityDecayShare, 0.1);

    private static double Falling(int steps, long step, double share, double end) =>
        share <= 0 ? 1 : end + ((1 - end) * Math.Clamp((steps - step) / (share * steps), 0, 1));
}

namespace SaeFlows.Torch.SparseSteps;

/// <summary>What may change from step to step.</summary>
/// <param name="LearningRate">Adam's rate.</param>
/// <param name="L1">Weight of the mean over tokens of the sum of a token's latents.</param>
/// <param name="Error">Weight of the mean over tokens of a token's squared error, summed over its dimensions.</param>
internal readonly record struct StepRates(double LearningRate, double L1 = 0, double Error = 1);

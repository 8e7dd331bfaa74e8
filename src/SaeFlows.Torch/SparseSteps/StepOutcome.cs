namespace SaeFlows.Torch.SparseSteps;

/// <summary>What a step saw before it changed the weights.</summary>
/// <param name="Loss">Weighted error plus penalty.</param>
/// <param name="SquaredError">Mean over tokens of the squared error, summed over dimensions, unweighted.</param>
/// <param name="L1">Mean over tokens of the sum of latents, unweighted.</param>
/// <param name="L0">Mean over tokens of the number of active latents.</param>
/// <param name="Fvu">Squared error over the squared distance from the batch's mean.</param>
/// <param name="Dense">Too many latents were active, and dense products were used.</param>
internal readonly record struct StepOutcome(double Loss, double SquaredError, double L1, double L0, double Fvu, bool Dense);

namespace SaeFlows.Torch.Models;

/// <summary>One way of running the model against what was expected.</summary>
/// <param name="MaxLogitError">Largest absolute difference of a logit.</param>
/// <param name="MaxMlpError">Largest absolute difference of an MLP output.</param>
/// <param name="GreedyEqual">All greedy tokens equal.</param>
/// <param name="Greedy">The greedy tokens.</param>
public sealed record CheckOutcome(double? MaxLogitError, double? MaxMlpError, bool? GreedyEqual, IReadOnlyList<int> Greedy);

namespace SaeFlows.Core.Agreements;

/// <summary>One person's answers against the model's.</summary>
/// <param name="Sheet">The person's file.</param>
/// <param name="Answered">Items answered.</param>
/// <param name="Agreed">Of those, the ones with the model's answer.</param>
/// <param name="Kappa">Cohen's kappa; null where it is not defined, as when only one answer was ever given.</param>
/// <param name="KappaCi">Its 95 % interval.</param>
public sealed record RaterAgreement(string Sheet, int Answered, int Agreed, double? Kappa, IReadOnlyList<double>? KappaCi);

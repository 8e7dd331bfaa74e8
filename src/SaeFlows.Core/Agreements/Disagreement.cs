namespace SaeFlows.Core.Agreements;

/// <summary>An item on which some person and the model differ.</summary>
/// <param name="Id">What it is.</param>
/// <param name="Model">The model's answer.</param>
/// <param name="People">Each person's, in the order of the sheets; null where there is none.</param>
public sealed record Disagreement(string Id, string Model, IReadOnlyList<string?> People);

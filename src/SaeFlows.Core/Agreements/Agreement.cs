namespace SaeFlows.Core.Agreements;

/// <summary>How far people agree with the model and with each other.</summary>
/// <param name="Items">Items of the sheet.</param>
/// <param name="Raters">Each person against the model.</param>
/// <param name="AlphaWithModel">Krippendorff's alpha (nominal) over people and model; null where it is not defined.</param>
/// <param name="AlphaOfPeople">The same over people alone; null with fewer than two.</param>
/// <param name="Disagreements">Items to look at again.</param>
public sealed record Agreement(
    int Items, IReadOnlyList<RaterAgreement> Raters, double? AlphaWithModel, double? AlphaOfPeople, IReadOnlyList<Disagreement> Disagreements);

namespace SaeFlows.Core.Features;

/// <summary>What a label is examined on: held-out contexts, chosen before the judge sees the label.</summary>
/// <param name="Firing">Contexts in which the latent fires, marked where it fires most.</param>
/// <param name="Silent">Contexts in which it never fires.</param>
/// <param name="Misplaced">The firing contexts with the mark on a word where the latent is silent.</param>
public sealed record LatentExamples(IReadOnlyList<LatentContext> Firing, IReadOnlyList<LatentContext> Silent, IReadOnlyList<LatentContext> Misplaced);

namespace SaeFlows.Core.Features;

/// <summary>
/// How well a label tells where its latent fires, as balanced accuracy: 0.5 is what a label that says nothing gets. Detection asks of whole texts, fuzzing of
/// marked words (Paulo et al., arXiv 2410.13928).
/// </summary>
/// <param name="Latent">Index in the SAE.</param>
/// <param name="Label">Its label.</param>
/// <param name="Domain">The domain that the label names.</param>
/// <param name="Detection">Mean of the shares of firing and of silent texts that were judged rightly.</param>
/// <param name="Fuzzing">Mean of the shares of rightly and of wrongly marked words that were judged rightly.</param>
/// <param name="Firing">Firing texts judged.</param>
/// <param name="Silent">Silent texts judged.</param>
public sealed record LabelScore(int Latent, string Label, string Domain, double Detection, double Fuzzing, int Firing, int Silent);

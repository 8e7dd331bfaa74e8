using SaeFlows.Core.Features;
using SaeFlows.Pocket.Features;

namespace SaeFlows.Cli.Features;

/// <summary>The scores of all labels of one autoencoder.</summary>
/// <param name="Labelled">Latents with a label.</param>
/// <param name="Scored">Those that fire in enough held-out texts.</param>
/// <param name="Detection">Mean detection score; null where none is scored.</param>
/// <param name="Fuzzing">Mean fuzzing score.</param>
/// <param name="Labels">Each label's.</param>
internal sealed record LabelScores(int Labelled, int Scored, double? Detection, double? Fuzzing, IReadOnlyList<LabelScore> Labels)
{
    public static LabelScores Of(LatentWorld world)
    {
        var judge = new PocketLabelJudge();
        var scores = world.Labels.Labels.Select(label => LabelExaminer.Examine(label, world.ExamplesOf(label.Latent), judge)).OfType<LabelScore>().ToList();
        return new LabelScores(
            world.Labels.Labels.Count,
            scores.Count,
            scores.Count == 0 ? null : scores.Average(score => score.Detection),
            scores.Count == 0 ? null : scores.Average(score => score.Fuzzing),
            scores);
    }
}

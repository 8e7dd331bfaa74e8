using SaeFlows.Core;
using SaeFlows.Core.Features;
using SaeFlows.Pocket.Features;

namespace SaeFlows.Cli.Features;

/// <summary>One latent with its label and where it fires.</summary>
/// <param name="Latent">Index in the autoencoder.</param>
/// <param name="Label">Its label; null where it never fired on labelling text.</param>
/// <param name="Score">The label's scores; null without a label, or where the latent fires in too few held-out texts.</param>
/// <param name="Contexts">Where it fires most, strongest first.</param>
internal sealed record LatentView(int Latent, LatentLabel? Label, LabelScore? Score, IReadOnlyList<LatentContext> Contexts)
{
    private const int ContextsShown = 10;

    /// <summary>Looks before the model is run over the texts.</summary>
    /// <exception cref="UserInputException">The autoencoder has no such latent.</exception>
    public static void Check(LabelSet labels, int latent)
    {
        if (latent < 0 || latent >= labels.Latents)
        {
            throw new UserInputException($"Latent {latent} is not there: the autoencoder has 0 to {labels.Latents - 1}.");
        }
    }

    public static LatentView Of(LatentWorld world, int latent)
    {
        var label = world.Labels.ByLatent()[latent];
        var score = label is null ? null : LabelExaminer.Examine(label, world.ExamplesOf(latent), new PocketLabelJudge());
        return new LatentView(latent, label, score, world.Strongest(latent, ContextsShown));
    }
}

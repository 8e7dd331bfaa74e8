using SaeFlows.Core.Agreements;
using SaeFlows.Core.Features;

namespace SaeFlows.Cli.Features;

/// <summary>Draws latents for people to label by the contexts in which they fire.</summary>
internal static class LatentSampler
{
    private const int ContextsShown = 8;
    private const int FewestContexts = 4;

    /// <summary>Latents at random among those that fire in enough texts; the sheet shows contexts, never the label.</summary>
    public static BlindSheet Draw(LatentWorld world, int count, int seed)
    {
        LatentLabel[] labels = [.. world.Labels.Labels];
        new Random(seed).Shuffle(labels);
        var items = labels
            .Select(label => (Label: label, Contexts: world.Strongest(label.Latent, ContextsShown)))
            .Where(latent => latent.Contexts.Count >= FewestContexts)
            .Take(count)
            .Select(latent => new BlindItem($"latent {latent.Label.Latent}", latent.Label.Domain, [string.Join('\n', latent.Contexts.Select(context => context.Text))]));
        return new BlindSheet(["contexts; the latent fires most at the marked word"], world.Labels.Domains, [.. items]);
    }
}

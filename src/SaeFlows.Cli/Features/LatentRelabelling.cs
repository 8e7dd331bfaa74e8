using SaeFlows.Cli.Commands;
using SaeFlows.Cli.PocketMaking;
using SaeFlows.Core.Features;
using SaeFlows.Hosting.Runs;
using SaeFlows.Pocket.Assets;
using SaeFlows.Pocket.Grammar;
using SaeFlows.Torch.Activations;
using SaeFlows.Torch.Native;
using SaeFlows.Torch.Runtime;
using SaeFlows.Torch.Sae;

namespace SaeFlows.Cli.Features;

/// <summary>Labels the latents of a built-in autoencoder anew, from the texts that its labels were made from.</summary>
internal static class LatentRelabelling
{
    private static readonly PocketMakeOptions Made = new() { Folder = string.Empty };

    public static LabelSet Run(string sae, CancellationToken cancellationToken)
    {
        FeatureOptions.RequireBuiltIn(sae);
        TorchLibrary.EnsureLoaded();
        var assets = PocketAssets.Shipped.Checked();
        var (directions, config) = SaeFolder.Read(sae == BuiltIn.Pocket ? assets.SaeFolder : Path.Combine(assets.DomainFolder, DomainFolder.RandomFolder));
        using var held = directions;
        using var decoder = PocketDecoder.Read(assets.ModelFolder);
        using var texts = Harvest(PocketSeeds.LabelText(Made.Seed), Made.SaeTexts);
        using var check = Harvest(PocketSeeds.LabelCheckText(Made.Seed), Made.HeldOutTexts);
        return LatentLabeller.Label(directions, texts, check, Domains.All, Words.Vocabulary);

        ActivationSet Harvest(int seed, int count) => ActivationHarvest.Collect(decoder.Model, PocketCorpus.Marked(seed, count), config.Layer, cancellationToken);
    }
}

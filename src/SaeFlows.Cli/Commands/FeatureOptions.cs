using System.CommandLine;
using SaeFlows.Cli.Features;
using SaeFlows.Core;
using SaeFlows.Core.Features;
using SaeFlows.Hosting.Runs;
using SaeFlows.Pocket.Assets;

namespace SaeFlows.Cli.Commands;

/// <summary>Which autoencoder the <c>features</c> verbs are about.</summary>
internal sealed class FeatureOptions
{
    private const string Random = "random";

    public Option<string> Sae { get; } = new("--sae")
    {
        Description = "'pocket', the built-in autoencoder, or 'random', the random directions beside it: the floor.",
        DefaultValueFactory = _ => BuiltIn.Pocket,
        HelpName = "S",
    };

    public Option<int> Seed { get; } = new("--text-seed") { Description = "Seed of the held-out texts.", DefaultValueFactory = _ => 1, HelpName = "N" };

    /// <exception cref="UserInputException">Labels of another autoencoder need a chat model.</exception>
    public LatentWorld Load(ParseResult parsed, CancellationToken cancellationToken) =>
        LatentWorld.Load(PocketAssets.Shipped.Checked(), IsRandom(parsed), parsed.GetValue(Seed), cancellationToken);

    /// <summary>The labels alone: quick.</summary>
    /// <exception cref="UserInputException">As for <see cref="Load"/>.</exception>
    public LabelSet Labels(ParseResult parsed) => LatentWorld.LabelsOf(PocketAssets.Shipped.Checked(), IsRandom(parsed));

    public static void RequireBuiltIn(string sae)
    {
        if (sae is not (BuiltIn.Pocket or Random))
        {
            throw new UserInputException($"Latents of '{sae}' can only be explained and judged by a chat model, and none is configured for it: by rule there are only 'pocket' and 'random'; 'saeflows domain make' labels others by texts of known domain.");
        }
    }

    private bool IsRandom(ParseResult parsed)
    {
        string sae = parsed.GetRequiredValue(Sae);
        RequireBuiltIn(sae);
        return sae == Random;
    }
}

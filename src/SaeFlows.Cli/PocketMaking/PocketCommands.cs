using System.Globalization;
using SaeFlows.Core;
using SaeFlows.Core.Durability;
using SaeFlows.Pocket.Assets;
using SaeFlows.Pocket.Datasets;

namespace SaeFlows.Cli.PocketMaking;

/// <summary>The commands <c>pocket make</c>, <c>pocket evaluate</c> and <c>pocket text</c>.</summary>
internal static class PocketCommands
{
    /// <summary>Makes all assets into the options' folder; progress goes to standard error.</summary>
    public static int Make(PocketMakeOptions options, CancellationToken cancellationToken)
    {
        if (options.ModelSteps < 1 || options.SaeSteps < 1 || options.Latents < 64 || options.L1 <= 0 || options.Layers.Count == 0)
        {
            throw new UserInputException("pocket make: steps must be at least 1, latents at least 64, the L1 penalty above 0, and at least one layer be named.");
        }

        Directory.CreateDirectory(options.Folder);
        new PocketMaker(options, Console.Error.WriteLine).Make(cancellationToken);
        return 0;
    }

    /// <summary>Prints the figures of the assets on questions of each seed.</summary>
    public static async Task<int> EvaluateAsync(PocketAssets assets, IReadOnlyList<int> seeds, int count, CancellationToken cancellationToken)
    {
        if (count is < 20 or > PocketMath.LargestCount || seeds.Count == 0)
        {
            throw new UserInputException($"pocket evaluate: --count must be 20 to {PocketMath.LargestCount}, and at least one seed be named.");
        }

        using var runtime = PocketEvaluator.Load(assets.Checked());
        Console.WriteLine(string.Join(", ", runtime.Description.Metrics.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Key} {m.Value:G4}"))));
        foreach (var seed in seeds)
        {
            var evaluation = await PocketEvaluator.EvaluateAsync(runtime, seed, count, cancellationToken);
            foreach (var line in evaluation.Lines())
            {
                Console.WriteLine(line);
            }
        }

        return 0;
    }

    /// <summary>Writes texts of the held-out stream, their words with a blank between.</summary>
    public static int WriteText(int seed, int documents, string path)
    {
        if (documents < 1)
        {
            throw new UserInputException("pocket text: --documents must be at least 1.");
        }

        File.WriteAllLines(path, PocketCorpus.Documents(PocketSeeds.HeldOutText(seed), documents).Select(d => DurableJson.Serialize(new { text = string.Join(' ', d.Words) })));
        return 0;
    }
}

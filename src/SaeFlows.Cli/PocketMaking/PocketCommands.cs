using System.Globalization;
using SaeFlows.Pocket.Assets;

namespace SaeFlows.Cli.PocketMaking;

/// <summary>The commands <c>pocket make</c> and <c>pocket evaluate</c>.</summary>
internal static class PocketCommands
{
    /// <summary>Makes all assets into the options' folder; progress goes to standard error.</summary>
    public static int Make(PocketMakeOptions options, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.Folder);
        new PocketMaker(options, Console.Error.WriteLine).Make(cancellationToken);
        return 0;
    }

    /// <summary>Prints the figures of the assets on questions of each seed.</summary>
    public static async Task<int> EvaluateAsync(PocketAssets assets, IReadOnlyList<int> seeds, int count, CancellationToken cancellationToken)
    {
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
}

using System.Globalization;
using SaeFlows.Core;
using SaeFlows.Pocket.Assets;
using SaeFlows.Pocket.Datasets;

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

    /// <summary>Runs either from plain arguments <c>--name value</c>.</summary>
    public static Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var named = arguments.Skip(1).Chunk(2).ToDictionary(a => a[0], a => a.Length > 1 ? a[1] : string.Empty);
        int Number(string name, int otherwise) => named.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        int[] Numbers(string name, params int[] otherwise) => named.TryGetValue(name, out var text) ? [.. text.Split(',').Select(t => int.Parse(t, CultureInfo.InvariantCulture))] : otherwise;
        if (arguments[0] == "evaluate")
        {
            var assets = named.TryGetValue("--from", out var root) ? new PocketAssets(root) : PocketAssets.Shipped;
            return EvaluateAsync(assets, Numbers("--seeds", PocketMath.DefaultSeed), Number("--count", PocketMath.DefaultCount), cancellationToken);
        }

        var plain = new PocketMakeOptions { Folder = named.GetValueOrDefault("--out") ?? throw new UserInputException("pocket make: --out DIR is missing.") };
        return Task.FromResult(Make(
            plain with
            {
                Seed = Number("--seed", plain.Seed),
                ModelSteps = Number("--model-steps", plain.ModelSteps),
                SaeSteps = Number("--sae-steps", plain.SaeSteps),
                Latents = Number("--latents", plain.Latents),
                L1 = named.TryGetValue("--l1", out var l1) ? double.Parse(l1, CultureInfo.InvariantCulture) : plain.L1,
                Layers = Numbers("--layers", [.. plain.Layers]),
                ModelFolder = named.GetValueOrDefault("--model"),
            },
            cancellationToken));
    }
}

using System.CommandLine;
using SaeFlows.Cli.PocketMaking;
using SaeFlows.Core;
using SaeFlows.Pocket.Assets;
using SaeFlows.Pocket.Datasets;

namespace SaeFlows.Cli.Commands;

/// <summary><c>pocket make</c> and <c>pocket evaluate</c>: the pocket world's model, SAE and profile, made anew and measured.</summary>
internal static class PocketCommand
{
    public static Command Create() => new("pocket", "The pocket world: the small model with known truth that ships with the program.") { CreateMake(), CreateEvaluate() };

    private static Command CreateMake()
    {
        var folder = new Option<string>("--out") { Description = "Folder for model, sae and domain.", Required = true, HelpName = "DIR" };
        var defaults = new PocketMakeOptions { Folder = string.Empty };
        var seed = new Option<int>("--seed") { Description = "Seed of text, weights and batches.", DefaultValueFactory = _ => defaults.Seed };
        var modelSteps = new Option<int>("--model-steps") { Description = "Training steps of the model.", DefaultValueFactory = _ => defaults.ModelSteps };
        var saeSteps = new Option<int>("--sae-steps") { Description = "Training steps of the SAE.", DefaultValueFactory = _ => defaults.SaeSteps };
        var latents = new Option<int>("--latents") { Description = "Latents of the SAE.", DefaultValueFactory = _ => defaults.Latents };
        var l1 = new Option<double>("--l1") { Description = "Weight of the SAE's sparsity penalty.", DefaultValueFactory = _ => defaults.L1 };
        var layers = new Option<string>("--layers") { Description = "Layers to try, separated by commas.", DefaultValueFactory = _ => string.Join(',', defaults.Layers) };
        var model = new Option<string?>("--model") { Description = "A model made before, to skip its training.", HelpName = "DIR" };
        var command = new Command("make", "Train the model and its SAE, label the latents, choose the thresholds; minutes on a CPU.")
        {
            folder, seed, modelSteps, saeSteps, latents, l1, layers, model,
        };
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () => PocketCommands.Make(
                new PocketMakeOptions
                {
                    Folder = parsed.GetRequiredValue(folder),
                    Seed = parsed.GetValue(seed),
                    ModelSteps = parsed.GetValue(modelSteps),
                    SaeSteps = parsed.GetValue(saeSteps),
                    Latents = parsed.GetValue(latents),
                    L1 = parsed.GetValue(l1),
                    Layers = Numbers(parsed.GetRequiredValue(layers), "--layers"),
                    ModelFolder = parsed.GetValue(model),
                },
                cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command CreateEvaluate()
    {
        var from = new Option<string?>("--from") { Description = "Folder that 'pocket make' wrote; the shipped one where left out.", HelpName = "DIR" };
        var seeds = new Option<string>("--seeds") { Description = "Dataset seeds, separated by commas.", DefaultValueFactory = _ => $"{PocketMath.DefaultSeed}" };
        var count = new Option<int>("--count") { Description = "Questions per seed.", DefaultValueFactory = _ => PocketMath.DefaultCount };
        var command = new Command("evaluate", "Measure model, SAE and every detector on fresh questions.") { from, seeds, count };
        command.SetAction((parsed, cancellationToken) => PocketCommands.EvaluateAsync(
            parsed.GetValue(from) is { } folder ? new PocketAssets(folder) : PocketAssets.Shipped,
            Numbers(parsed.GetRequiredValue(seeds), "--seeds"),
            parsed.GetValue(count),
            cancellationToken));
        return command;
    }

    private static int[] Numbers(string list, string option)
    {
        string[] parts = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        int[] numbers = [.. parts.Where(part => int.TryParse(part, out int _)).Select(int.Parse)];
        return numbers.Length == parts.Length && numbers.Length > 0
            ? numbers
            : throw new UserInputException($"{option} takes whole numbers separated by commas, not '{list}'.");
    }
}

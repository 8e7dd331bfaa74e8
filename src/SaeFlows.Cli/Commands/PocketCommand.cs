using System.CommandLine;
using SaeFlows.Cli.PocketMaking;
<<<<<<< HEAD
using SaeFlows.Core;
=======
>>>>>>> pocket
using SaeFlows.Pocket.Assets;
using SaeFlows.Pocket.Datasets;

namespace SaeFlows.Cli.Commands;

<<<<<<< HEAD
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
=======
/// <summary><c>pocket make</c> and <c>pocket evaluate</c>: the shipped model's assets anew, and their figures.</summary>
internal static class PocketCommand
{
    public static Command Create() => new("pocket", "Make the built-in model, SAE and domain profile anew, or measure them.") { Make(), Evaluate() };

    private static Command Make()
    {
        var plain = new PocketMakeOptions { Folder = string.Empty };
        var folder = new Option<string>("--out") { Description = "Folder to write model, sae and domain into.", Required = true };
        var model = new Option<string?>("--model") { Description = "A model folder made before, to skip its training." };
        var seed = Of("--seed", "Seed of text, weights and batches.", plain.Seed);
        var modelSteps = Of("--model-steps", "Training steps of the model.", plain.ModelSteps);
        var saeSteps = Of("--sae-steps", "Training steps of each SAE.", plain.SaeSteps);
        var latents = Of("--latents", "Latents of the SAE.", plain.Latents);
        var l1 = Of("--l1", "Weight of the SAE's L1 penalty.", plain.L1);
        var layers = Of("--layers", "Layers to try an SAE on.", plain.Layers.ToArray());
        layers.AllowMultipleArgumentsPerToken = true;
        var command = new Command("make", "Train the model and its SAE, choose the detection settings on development questions, write everything.")
        {
            folder, model, seed, modelSteps, saeSteps, latents, l1, layers,
        };
        command.SetAction((result, cancellationToken) => Task.Run(
            () => PocketCommands.Make(
                plain with
                {
                    Folder = result.GetRequiredValue(folder),
                    ModelFolder = result.GetValue(model),
                    Seed = result.GetValue(seed),
                    ModelSteps = result.GetValue(modelSteps),
                    SaeSteps = result.GetValue(saeSteps),
                    Latents = result.GetValue(latents),
                    L1 = result.GetValue(l1),
                    Layers = result.GetRequiredValue(layers),
>>>>>>> pocket
                },
                cancellationToken),
            cancellationToken));
        return command;
    }

<<<<<<< HEAD
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
=======
    private static Command Evaluate()
    {
        var seeds = Of("--seeds", "Seeds of the questions.", new[] { PocketMath.DefaultSeed });
        seeds.AllowMultipleArgumentsPerToken = true;
        var count = Of("--count", "Questions a seed.", PocketMath.DefaultCount);
        var from = new Option<string?>("--from") { Description = "Folder of the assets; the shipped ones when left out." };
        var command = new Command("evaluate", "Print detection and accuracy figures of every detector on questions of the seeds given.") { seeds, count, from };
        command.SetAction((result, cancellationToken) => PocketCommands.EvaluateAsync(
            result.GetValue(from) is { } root ? new PocketAssets(root) : PocketAssets.Shipped, result.GetRequiredValue(seeds), result.GetValue(count), cancellationToken));
        return command;
    }

    private static Option<T> Of<T>(string name, string description, T value) => new(name) { Description = description, DefaultValueFactory = _ => value };
>>>>>>> pocket
}

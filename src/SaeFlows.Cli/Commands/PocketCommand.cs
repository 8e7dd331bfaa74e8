using System.CommandLine;
using SaeFlows.Cli.PocketMaking;
using SaeFlows.Pocket.Assets;
using SaeFlows.Pocket.Datasets;

namespace SaeFlows.Cli.Commands;

/// <summary><c>pocket make</c>, <c>evaluate</c> and <c>text</c>: the shipped model's assets anew, their figures, and text to measure them on.</summary>
internal static class PocketCommand
{
    public static Command Create() => new("pocket", "Make the built-in model, SAE and domain profile anew, or measure them.") { Make(), Evaluate(), Text() };

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
                },
                cancellationToken),
            cancellationToken));
        return command;
    }

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

    private static Command Text()
    {
        var seed = Of("--seed", "Seed of the assets whose held-out text is meant; another one gives other text.", 1);
        var documents = Of("--documents", "Texts to write.", 4000);
        var output = new Option<string>("--out") { Description = "JSON lines with a 'text' in each.", Required = true };
        var command = new Command("text", "Write held-out text of the pocket world: a stream that nothing was made from or chosen on.") { seed, documents, output };
        command.SetAction(result => PocketCommands.WriteText(result.GetValue(seed), result.GetValue(documents), result.GetRequiredValue(output)));
        return command;
    }

    private static Option<T> Of<T>(string name, string description, T value) => new(name) { Description = description, DefaultValueFactory = _ => value };
}

using System.CommandLine;
using SaeFlows.Cli.Hosting;
using SaeFlows.Cli.Output;
using SaeFlows.Core;
using SaeFlows.Core.Training;
using SaeFlows.Torch.Sae.Runs;

namespace SaeFlows.Cli.Commands;

/// <summary><c>sae train</c>: begins a training, or goes on with the one in that folder.</summary>
internal static class SaeTrainCommand
{
    public static Option<string> Text() => new("--text")
    {
        Description = "Plain text; jsonl with 'input_ids' or 'text'; Parquet or Arrow with 'input_ids', 'tokens' or 'text'; safetensors with 'input_ids' [rows, length]; or a folder of such files, as Hugging Face datasets saves them.",
        Required = true,
        HelpName = "FILE",
    };

    public static Option<string> By()
    {
        var by = new Option<string>("--by")
        {
            Description = "'window' packs documents into windows of equal length; 'document' gives the model each row, or line of plain text, by itself, for models trained so.",
            DefaultValueFactory = _ => TextUnits.Window,
            HelpName = "UNIT",
        };
        by.AcceptOnlyFromAmong([.. TextUnits.All]);
        return by;
    }

    public static Command Create(Terminal terminal)
    {
        var output = new Option<string>("--out") { Description = "Folder of the autoencoder; the same command goes on where it stopped.", Required = true, HelpName = "DIR" };
        var json = CommonOptions.Json();
        var options = new SaeTrainOptions();
        var command = new Command("train", "Train sparse autoencoders on a model's activations; durable, resumable.") { output, json };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var all = options.Read(parsed);
            foreach (var settings in all)
            {
                TrainingCheck.Run(settings);
            }

            string folder = Path.GetFullPath(parsed.GetRequiredValue(output));
            var result = all.Count == 1 ? await TrainFreshAsync(terminal, folder, all[0], cancellationToken) : await SweepAsync(terminal, folder, all, cancellationToken);
            if (result is null)
            {
                terminal.Say("Stopped before its end. The same command goes on.");
                return ExitCodes.Interrupted;
            }

            if (parsed.GetValue(json))
            {
                terminal.Json(result);
                return ExitCodes.Done;
            }

            foreach (var evaluation in result.Evaluations)
            {
                TrainingView.Write(terminal, evaluation);
            }

            terminal.Say(all.Count > 1 ? $"{result.Folder}: {SaeFrontier.TableFile}, {SaeFrontier.PlotFile}, and a folder for each value"
                : result.Evaluations.Count > 1 ? $"{result.Folder}: layers.md, layers.svg, and a folder for each layer"
                : result.Folder);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>One training after the other, each in its own folder; what is done is not done again.</summary>
    private static async Task<TrainingResult?> SweepAsync(Terminal terminal, string folder, IReadOnlyList<SaeTrainingSettings> all, CancellationToken cancellationToken)
    {
        var points = new List<(SaeTrainingSettings, SaeEvaluation)>();
        foreach (var settings in all)
        {
            terminal.Say(SaeFrontier.NameOf(settings));
            if (await TrainFreshAsync(terminal, Path.Combine(folder, SaeFrontier.NameOf(settings)), settings, cancellationToken) is not { } trained)
            {
                return null;
            }

            points.Add((settings, trained.Evaluations[0]));
        }

        SaeFrontier.Write(folder, points);
        return new TrainingResult(folder, [.. points.Select(p => p.Item2)]);
    }

    private static async Task<TrainingResult?> TrainFreshAsync(Terminal terminal, string folder, SaeTrainingSettings settings, CancellationToken cancellationToken)
    {
        bool fresh = !TrainingHost.Holds(folder);
        try
        {
            return await TrainAsync(terminal, folder, settings, cancellationToken);
        }
        catch (UserInputException) when (fresh)
        {
            TrainingHost.RemoveUnbegun(folder);
            throw;
        }
    }

    private static async Task<TrainingResult?> TrainAsync(Terminal terminal, string folder, SaeTrainingSettings settings, CancellationToken cancellationToken)
    {
        var view = new TrainingView(terminal);
        using var training = new SaeTrainingService(view.Show);
        await using var host = TrainingHost.Open(folder, training);
        try
        {
            return await host.RunAsync(folder, settings, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}

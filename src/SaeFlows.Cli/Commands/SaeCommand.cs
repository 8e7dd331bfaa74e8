using System.CommandLine;
using SaeFlows.Cli.Output;
using SaeFlows.Torch.Sae.Runs;

namespace SaeFlows.Cli.Commands;

/// <summary><c>sae train|evaluate|import|export</c>: sparse autoencoders of any model folder.</summary>
internal static class SaeCommand
{
    public static Command Create(Terminal terminal) => new("sae", "Train, measure and exchange sparse autoencoders.")
    {
        SaeTrainCommand.Create(terminal), Evaluate(terminal), Exchange(terminal, imports: true), Exchange(terminal, imports: false),
    };

    private static Command Evaluate(Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "An autoencoder in SAELens' layout, as 'sae train' and 'sae import' write it." };
        var model = new Option<string>("--model") { Description = "Model folder.", Required = true, HelpName = "M" };
        var text = SaeTrainCommand.Text();
        var layer = new Option<int?>("--layer") { Description = "Layer, where the autoencoder's file does not say or another is meant.", HelpName = "L" };
        var site = new Option<string?>("--site") { Description = "mlp-out, mlp-hidden or residual, likewise.", HelpName = "SITE" };
        var tokens = new Option<int?>("--tokens") { Description = "Most tokens to measure; the whole text where left out.", HelpName = "N" };
        var by = SaeTrainCommand.By();
        var context = new Option<int>("--context") { Description = "Tokens of a window, and most of a document.", DefaultValueFactory = _ => 128, HelpName = "N" };
        var threads = new Option<int>("--threads") { Description = "Threads of the arithmetic.", DefaultValueFactory = _ => 2, HelpName = "N" };
        var device = CommonOptions.Device();
        var json = CommonOptions.Json();
        var command = new Command("evaluate", "Measure an autoencoder in its model: FVU, L0, dead latents, cross-entropy recovered.") { folder, model, text, layer, site, tokens, by, context, threads, device, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new SaeEvaluationOptions
            {
                Layer = parsed.GetValue(layer),
                Site = parsed.GetValue(site),
                Tokens = parsed.GetValue(tokens),
                By = parsed.GetValue(by)!,
                ContextLength = parsed.GetValue(context),
                Threads = parsed.GetValue(threads),
                Device = parsed.GetRequiredValue(device),
            };
            var result = SaeInspection.Evaluate(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(model), parsed.GetRequiredValue(text), options, cancellationToken);
            if (parsed.GetValue(json))
            {
                terminal.Json(result);
            }
            else
            {
                TrainingView.Write(terminal, result);
            }

            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static Command Exchange(Terminal terminal, bool imports)
    {
        var source = new Argument<string>("DIR") { Description = imports ? "An autoencoder in the layout named." : "An autoencoder in SAELens' layout, as 'sae train' writes it." };
        var target = new Argument<string>("OUT") { Description = "Where it goes." };
        var format = new Option<string>("--format") { Description = $"{string.Join(", ", SaeInspection.Formats)}.", Required = true, HelpName = "FORMAT" };
        format.AcceptOnlyFromAmong([.. SaeInspection.Formats]);
        var command = imports
            ? new Command("import", "Bring an autoencoder of SAELens, sparsify or dictionary_learning into our layout (SAELens').")
            : new Command("export", "Write an autoencoder as SAELens, sparsify or dictionary_learning read it.");
        command.Add(source);
        command.Add(target);
        command.Add(format);
        command.SetAction((parsed, _) =>
        {
            var (from, to) = imports ? (parsed.GetRequiredValue(format), SaeInspection.Formats[0]) : (SaeInspection.Formats[0], parsed.GetRequiredValue(format));
            var (architecture, width, latents) = SaeInspection.Convert(parsed.GetRequiredValue(source), from, parsed.GetRequiredValue(target), to);
            terminal.Say($"{architecture}, {latents} latents of width {width}: {parsed.GetRequiredValue(target)} ({to})");
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }
}

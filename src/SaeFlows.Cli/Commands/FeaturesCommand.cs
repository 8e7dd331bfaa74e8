using System.CommandLine;
using SaeFlows.Cli.Features;
using SaeFlows.Cli.Output;

namespace SaeFlows.Cli.Commands;

/// <summary><c>features</c>: labels of latents, how good they are, and what people say of them.</summary>
internal static class FeaturesCommand
{
    public static Command Create(Terminal terminal) => new("features", "Label latents, score the labels on held-out texts, show them, and check them against people.")
    {
        CreateLabel(terminal), CreateScore(terminal), CreateShow(terminal), CreateSample(terminal), SampleOptions.CreateAgreement(terminal),
    };

    private static Command CreateLabel(Terminal terminal)
    {
        var sae = new FeatureOptions().Sae;
        var file = new Option<string>("--out") { Description = "The labels.json to write.", HelpName = "FILE", Required = true };
        var command = new Command("label", "Label every latent by where its activation falls in texts of known domain.") { sae, file };
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () =>
            {
                CommonOptions.CheckTarget(parsed.GetRequiredValue(file));
                var labels = LatentRelabelling.Run(parsed.GetRequiredValue(sae), cancellationToken);
                labels.Write(parsed.GetRequiredValue(file));
                terminal.Line($"{labels.Labels.Count} of {labels.Latents} latents labelled, in {parsed.GetRequiredValue(file)}");
                return ExitCodes.Done;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateScore(Terminal terminal)
    {
        var options = new FeatureOptions();
        var json = CommonOptions.Json();
        var command = new Command("score", "Score labels by how well they tell where their latents fire: detection and fuzzing.") { options.Sae, options.Seed, json };
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () =>
            {
                FeatureTable.WriteScores(terminal, LabelScores.Of(options.Load(parsed, cancellationToken)), parsed.GetValue(json));
                return ExitCodes.Done;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateShow(Terminal terminal)
    {
        var latent = new Argument<int>("LATENT") { Description = "Index of a latent." };
        var options = new FeatureOptions();
        var json = CommonOptions.Json();
        var command = new Command("show", "Show a latent: its label, the label's scores, and where it fires.") { latent, options.Sae, options.Seed, json };
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () =>
            {
                LatentView.Check(options.Labels(parsed), parsed.GetValue(latent));
                FeatureTable.WriteLatent(terminal, LatentView.Of(options.Load(parsed, cancellationToken), parsed.GetValue(latent)), parsed.GetValue(json));
                return ExitCodes.Done;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateSample(Terminal terminal)
    {
        var options = new FeatureOptions();
        var sample = new SampleOptions();
        var command = new Command("sample", "Draw latents into a blind sheet for people, to check the labels against them.") { options.Sae, options.Seed };
        sample.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () =>
            {
                int count = sample.CountOf(parsed);
                return sample.Write(parsed, LatentSampler.Draw(options.Load(parsed, cancellationToken), count, parsed.GetValue(sample.Seed)), terminal);
            },
            cancellationToken));
        return command;
    }
}

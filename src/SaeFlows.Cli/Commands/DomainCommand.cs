using System.CommandLine;
using SaeFlows.Cli.DomainMaking;
using SaeFlows.Cli.Output;
using SaeFlows.Core;
using SaeFlows.Hosting.Runs;

namespace SaeFlows.Cli.Commands;

/// <summary><c>domain make</c>: what detection needs for a model and an autoencoder of one's own.</summary>
internal static class DomainCommand
{
    private static readonly DomainMakeOptions Plain = new() { Model = string.Empty, Sae = string.Empty, Profile = string.Empty, Texts = [], Folder = string.Empty };

    public static Command Create(Terminal terminal) => new("domain", "Make what detection needs for a model and an autoencoder of your own.") { Make(terminal) };

    private static Command Make(Terminal terminal)
    {
        var model = new Option<string>("--model") { Description = "Model folder.", Required = true, HelpName = "M" };
        var sae = new Option<string>("--sae") { Description = "Autoencoder of its MLP outputs, as 'sae train' and 'sae import' write it.", Required = true, HelpName = "S" };
        var profile = new Option<string>("--profile")
        {
            Description = $"The domain: a name ({string.Join(", ", ShippedData.Domains.Names)}) or a profile's .json file.", Required = true, HelpName = "P",
        };
        var texts = new Option<string[]>("--text")
        {
            Description = "Texts of a domain, again for each: lines of a .txt file, JSON lines with 'text', or the questions of a dataset. Give those that the profile expects, and at least one other.",
            Required = true,
            HelpName = "DOMAIN=FILE",
        };
        var output = new Option<string>("--out") { Description = "A new folder: 'sae' and 'domain' in it go to 'run --sae' and 'run --domain'.", Required = true, HelpName = "DIR" };
        var tokens = Of("--tokens", Plain.Tokens, "Most tokens of each domain.", "N");
        var context = Of("--context", Plain.ContextLength, "Most tokens of a text.", "N");
        var alarms = Of("--false-alarms", Plain.FalseAlarms, "Share of held-out texts of the expected domains that a detector may flag; sets the thresholds.", "SHARE");
        var seed = Of("--seed", Plain.Seed, "Seed of the random directions.", "N");
        var device = CommonOptions.Device();
        var json = CommonOptions.Json();
        var command = new Command("make", "Label latents by texts of known domain, make the controls, set the thresholds.") { model, sae, profile, texts, output, tokens, context, alarms, seed, device, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = Plain with
            {
                Model = parsed.GetRequiredValue(model),
                Sae = parsed.GetRequiredValue(sae),
                Profile = ShippedData.Domains.Find(parsed.GetRequiredValue(profile)) ?? parsed.GetRequiredValue(profile),
                Texts = [.. parsed.GetRequiredValue(texts).Select(Split)],
                Folder = Path.GetFullPath(parsed.GetRequiredValue(output)),
                Tokens = parsed.GetValue(tokens),
                ContextLength = parsed.GetValue(context),
                FalseAlarms = parsed.GetValue(alarms),
                Seed = parsed.GetValue(seed),
                Device = parsed.GetRequiredValue(device),
            };
            var report = await Task.Run(() => DomainMaker.MakeAsync(options, terminal.Say, cancellationToken), cancellationToken);
            DomainTable.Write(terminal, report, parsed.GetValue(json));
            return ExitCodes.Done;
        });
        return command;
    }

    private static (string Domain, string File) Split(string given) => given.Split('=', 2) is [{ Length: > 0 } domain, { Length: > 0 } file]
        ? (domain, file)
        : throw new UserInputException($"--text {given}: give the domain and its file, such as maths=train.jsonl");

    private static Option<T> Of<T>(string name, T plain, string description, string help) =>
        new(name) { Description = description, DefaultValueFactory = _ => plain, HelpName = help };
}

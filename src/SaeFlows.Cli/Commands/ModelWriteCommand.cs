using System.CommandLine;
using SaeFlows.Cli.Output;
using SaeFlows.Core;
using SaeFlows.Core.Durability;
using SaeFlows.Torch.Generation;
using SaeFlows.Torch.Models;
using SaeFlows.Torch.Native;

namespace SaeFlows.Cli.Commands;

/// <summary><c>model write</c>: a corpus of a model's own text, on which its activations are those that it knows.</summary>
internal static class ModelWriteCommand
{
    private const int RowsAtOnce = 256;

    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("FOLDER") { Description = "Folder with config.json and *.safetensors." };
        var rows = new Option<int>("--rows") { Description = "Texts to write.", DefaultValueFactory = _ => 1000, HelpName = "N" };
        var tokens = new Option<int>("--max-tokens") { Description = "Most tokens of a text.", DefaultValueFactory = _ => 256, HelpName = "N" };
        var temperature = new Option<double>("--temperature") { Description = "Of the sampling.", DefaultValueFactory = _ => 1, HelpName = "T" };
        var seed = new Option<int>("--seed") { Description = "Seed of the sampling.", HelpName = "N" };
        var output = new Option<string>("--out") { Description = "JSON lines with a 'text' in each.", Required = true, HelpName = "FILE" };
        var command = new Command("write", "Let a model write a corpus, each text from its begin mark on.") { folder, rows, tokens, temperature, seed, output };
        var loading = new LoadingOptions();
        loading.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            if (parsed.GetValue(rows) < 1 || parsed.GetValue(tokens) < 1 || !(parsed.GetValue(temperature) >= 0 && double.IsFinite(parsed.GetValue(temperature))))
            {
                throw new UserInputException("--rows and --max-tokens must be at least 1, --temperature must not be negative");
            }

            CommonOptions.CheckTarget(parsed.GetRequiredValue(output));
            TorchLibrary.EnsureLoaded();
            using var model = LanguageModel.Load(parsed.GetRequiredValue(folder), loading.Read(parsed), cancellationToken);
            int begin = model.Spec.BosId ?? throw new UserInputException($"{model.Folder}: the model has no begin-of-text token to begin from");
            string path = parsed.GetRequiredValue(output);
            using (var file = new StreamWriter(path + ".part"))
            {
                foreach (var seeds in Enumerable.Range(0, parsed.GetValue(rows)).Chunk(RowsAtOnce))
                {
                    var requests = seeds.Select(row => new GenerationRequest([begin])
                    {
                        MaxNewTokens = parsed.GetValue(tokens),
                        Sampling = new SamplingOptions { Temperature = parsed.GetValue(temperature), Seed = (parsed.GetValue(seed) * 1_000_003) + row },
                    });
                    foreach (var result in new TextGenerator(model, new GeneratorOptions { MaxRows = RowsAtOnce }).Generate([.. requests], cancellationToken: cancellationToken))
                    {
                        file.WriteLine(DurableJson.Serialize(new { text = result.Text }));
                    }

                    terminal.Say($"{seeds[^1] + 1} of {parsed.GetValue(rows)} texts");
                }
            }

            File.Move(path + ".part", path, overwrite: true);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }
}

using System.CommandLine;
using System.Globalization;
using SaeFlows.Cli.Output;
using SaeFlows.Core.Durability;
using SaeFlows.Torch.Generation;
using SaeFlows.Torch.Models;
using SaeFlows.Torch.Native;
using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Cli.Commands;

/// <summary><c>model check|tokenize|generate|write|inspect</c>: Hugging Face folders of Llama, Mistral, Gemma and Phi-3.</summary>
internal static class ModelCommand
{
    public static Command Create(Terminal terminal) =>
        new("model", "Look into and try model folders (Llama, Mistral, Gemma, Gemma 2, Phi-3 in Hugging Face layout).")
        {
            Check(terminal), Tokenize(terminal), Generate(terminal), ModelWriteCommand.Create(terminal), Inspect(terminal),
        };

    private static Argument<string> Folder() => new("FOLDER") { Description = "Folder with config.json and *.safetensors." };

    private static Command Check(Terminal terminal)
    {
        var folder = Folder();
        var expected = new Option<string?>("--expected") { Description = "Expected outputs; expected.safetensors in the folder where left out.", HelpName = "FILE" };
        var json = CommonOptions.Json();
        var command = new Command("check", "Compare a model with expected outputs: without a cache, with one, and batched.") { folder, expected, json };
        var loading = new LoadingOptions();
        loading.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            TorchLibrary.EnsureLoaded();
            var report = ModelCheck.Run(parsed.GetRequiredValue(folder), parsed.GetValue(expected), loading.Read(parsed), cancellationToken);
            if (parsed.GetValue(json))
            {
                terminal.Json(report);
            }
            else
            {
                terminal.Line(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{report.Family}: {report.Tokens} tokens, largest logit error {report.MaxLogitError:G3}, largest MLP error {report.MaxMlpError:G3}, greedy tokens equal: {report.GreedyEqual}"));
            }

            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static Command Tokenize(Terminal terminal)
    {
        var model = new Argument<string>("FOLDER-or-FILE") { Description = "A model folder, tokenizer.json or tokenizer.model." };
        var text = new Option<string>("--text") { Description = "JSON lines with a 'text' field in each row, or plain lines.", Required = true, HelpName = "FILE" };
        var bos = new Option<bool>("--bos") { Description = "Put the begin-of-text token first." };
        var json = CommonOptions.Json();
        var command = new Command("tokenize", "Print one JSON object a row: {ids, offsets}; offsets are UTF-16 code units of the row's text.") { model, text, bos, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var tokenizer = TokenizerLoader.Load(parsed.GetRequiredValue(model));
            foreach (var row in TokenizeFile.Run(tokenizer, parsed.GetRequiredValue(text), parsed.GetValue(bos)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                terminal.Line(DurableJson.Serialize(row));
            }

            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static Command Generate(Terminal terminal)
    {
        var folder = Folder();
        var prompt = new Option<string>("--prompt") { Description = "The text to continue.", Required = true, HelpName = "TEXT" };
        var tokens = new Option<int>("--max-tokens") { Description = "Most tokens to write.", DefaultValueFactory = _ => 64, HelpName = "N" };
        var temperature = new Option<double>("--temperature") { Description = "0 takes the likeliest token each time.", HelpName = "T" };
        var topP = new Option<double>("--top-p") { Description = "Sample among the likeliest tokens of this probability together.", DefaultValueFactory = _ => 1, HelpName = "P" };
        var seed = new Option<int>("--seed") { Description = "Seed of the sampling.", HelpName = "N" };
        var json = CommonOptions.Json();
        var command = new Command("generate", "Continue a text.") { folder, prompt, tokens, temperature, topP, seed, json };
        var loading = new LoadingOptions();
        loading.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            TorchLibrary.EnsureLoaded();
            using var model = LanguageModel.Load(parsed.GetRequiredValue(folder), loading.Read(parsed), cancellationToken);
            var sampling = new SamplingOptions { Temperature = parsed.GetValue(temperature), TopP = parsed.GetValue(topP), Seed = parsed.GetValue(seed) };
            var request = new GenerationRequest(model.Tokenizer.EncodePrompt(parsed.GetRequiredValue(prompt)).Ids) { MaxNewTokens = parsed.GetValue(tokens), Sampling = sampling };
            var result = new TextGenerator(model).Generate([request], cancellationToken: cancellationToken)[0];
            if (parsed.GetValue(json))
            {
                terminal.Json(result);
            }
            else
            {
                terminal.Line(result.Text);
            }

            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static Command Inspect(Terminal terminal)
    {
        var folder = Folder();
        var json = CommonOptions.Json();
        var command = new Command("inspect", "Say what a model folder holds, without loading its weights.") { folder, json };
        command.SetAction((parsed, _) =>
        {
            var model = ModelInspection.Of(parsed.GetRequiredValue(folder));
            if (parsed.GetValue(json))
            {
                terminal.Json(model);
                return Task.FromResult(ExitCodes.Done);
            }

            terminal.Line($"{model.Spec.Family}, {model.Parameters} parameters, {model.WeightBytes} bytes of {string.Join(", ", model.WeightTypes)} in {string.Join(", ", model.WeightFiles)}");
            terminal.Line($"cache: {model.CacheBytesPerToken} bytes a token; {(model.TokenizerProblem ?? $"vocabulary {model.VocabularySize}, {(model.HasChatTemplate ? "with" : "without")} chat template")}");
            if (model.UnusedTensors.Count > 0)
            {
                terminal.Line($"not used: {string.Join(", ", model.UnusedTensors)}");
            }

            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }
}

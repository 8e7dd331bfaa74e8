using System.Text.Json;
using SaeFlows.Core;
using SaeFlows.Torch.Tokenizers;
using SaeFlows.Torch.Training;
using SaeFlows.Torch.Weights;

namespace SaeFlows.Torch.Runtime;

/// <summary>A decoder read from a folder, with its tokenizer and the tokens that end an answer.</summary>
internal sealed record PocketDecoder(TrainableLlama Model, WordLevelTokenizer Tokenizer, IReadOnlySet<int> Ends) : IDisposable
{
    public const string ConfigFile = "config.json";
    public const string WeightsFile = "model.safetensors";
    public const string TokenizerFile = "tokenizer.json";
    public const string GenerationFile = "generation_config.json";

    /// <exception cref="UserInputException">A file is missing, truncated or does not fit the others.</exception>
    public static PocketDecoder Read(string folder)
    {
        var path = Path.Combine(folder, ConfigFile);
        var config = DataFile.Read<LlamaConfig>(path);
        if (config.ModelType != "llama" || config.HiddenSize < 1 || config.Heads < 1 || config.HiddenSize % config.Heads != 0 || config.ContextLength < 8)
        {
            throw new UserInputException($"{path}: no Llama configuration that can be run (model_type '{config.ModelType}', {config.Heads} heads of {config.HiddenSize}); point to another model folder.");
        }

        var tokenizer = WordLevelTokenizer.Read(Path.Combine(folder, TokenizerFile));
        if (tokenizer.Count != config.VocabularySize)
        {
            throw new UserInputException($"{Path.Combine(folder, TokenizerFile)}: {tokenizer.Count} words, but config.json says {config.VocabularySize}; both files must come from one model.");
        }

        var weights = WeightFile.Read(Path.Combine(folder, WeightsFile), LlamaShapes.Of(config));
        return new PocketDecoder(TrainableLlama.FromWeights(config, weights), tokenizer, ReadEnds(Path.Combine(folder, GenerationFile), config));
    }

    public static void Write(string folder, TrainableLlama model, WordLevelTokenizer tokenizer, IReadOnlyList<string> special, IReadOnlyList<int> ends)
    {
        Directory.CreateDirectory(folder);
        DataFile.Write(Path.Combine(folder, ConfigFile), model.Config);
        DataFile.Write(Path.Combine(folder, GenerationFile), new Dictionary<string, object> { ["bos_token_id"] = model.Config.BeginToken, ["eos_token_id"] = ends });
        tokenizer.Write(Path.Combine(folder, TokenizerFile), special);
        SafetensorsWriter.Write(Path.Combine(folder, WeightsFile), model.Weights, new Dictionary<string, string> { ["format"] = "pt" });
    }

    public void Dispose() => Model.Dispose();

    private static HashSet<int> ReadEnds(string path, LlamaConfig config)
    {
        if (!File.Exists(path))
        {
            return [config.EndToken];
        }

        var end = DataFile.Read<JsonDocument>(path).RootElement.GetProperty("eos_token_id");
        return end.ValueKind == JsonValueKind.Array ? [.. end.EnumerateArray().Select(e => e.GetInt32())] : [end.GetInt32()];
    }
}

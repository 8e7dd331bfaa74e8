using SaeFlows.Core;
using SaeFlows.Torch.Weights;

namespace SaeFlows.Torch.Sae;

/// <summary>Keeps SAEs in SAELens' layout: <c>cfg.json</c> and <c>sae_weights.safetensors</c>.</summary>
internal static class SaeFolder
{
    public const string ConfigFile = "cfg.json";
    public const string WeightsFile = "sae_weights.safetensors";

    public static void Write(string folder, ISparseAutoencoder sae, SaeConfig config)
    {
        Directory.CreateDirectory(folder);
        SafetensorsWriter.Write(Path.Combine(folder, WeightsFile), sae.Weights);
        DataFile.Write(Path.Combine(folder, ConfigFile), config);
    }

    /// <exception cref="UserInputException">A file is missing, truncated, of another kind, or the two do not fit together.</exception>
    public static (ISparseAutoencoder Sae, SaeConfig Config) Read(string folder)
    {
        var path = Path.Combine(folder, ConfigFile);
        var config = DataFile.Read<SaeConfig>(path);
        if (config.Architecture != "standard" || config.Normalisation != "none" || !config.SubtractsDecoderBias)
        {
            throw new UserInputException($"{path}: architecture '{config.Architecture}' with normalisation '{config.Normalisation}' is not supported; use a standard SAE without normalisation, with apply_b_dec_to_input.");
        }

        var weights = WeightFile.Read(Path.Combine(folder, WeightsFile), ReluAutoencoder.Shapes(config.InputSize, config.Latents));
        return (new ReluAutoencoder(weights), config);
    }
}

using SaeFlows.Core;
using SaeFlows.Torch.Sae.Exchange;

namespace SaeFlows.Torch.Sae;

/// <summary>Keeps SAEs in SAELens' layout: <c>cfg.json</c>, <c>sae_weights.safetensors</c> and, where it is known, <c>sparsity.safetensors</c>.</summary>
internal static class SaeFolder
{
    public const string ConfigFile = "cfg.json";
    public const string WeightsFile = "sae_weights.safetensors";

    public static void Write(string folder, ISparseAutoencoder sae, SaeConfig config) => SaeLensFormat.Write(folder, sae, config, null);

    /// <exception cref="UserInputException">A file is missing, truncated, of another kind, or the two do not fit together.</exception>
    public static (ISparseAutoencoder Sae, SaeConfig Config) Read(string folder)
    {
        var bundle = SaeLensFormat.Read(folder);
        bundle.LogSparsity?.Dispose();
        return (bundle.Sae, bundle.Config);
    }
}

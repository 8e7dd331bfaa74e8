using SaeFlows.Core;
using SaeFlows.Torch.Sae.Kinds;
using SaeFlows.Torch.Weights;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>
/// SAELens 6: <c>cfg.json</c> with a <c>metadata</c> section, <c>sae_weights.safetensors</c> under the names W_enc [input, latents], b_enc,
/// W_dec [latents, input], b_dec, <c>threshold</c> (jumprelu), <c>b_gate</c>, <c>b_mag</c>, <c>r_mag</c> (gated), and
/// <c>sparsity.safetensors</c> with log10 densities. Older files, whose fields all lie at the top, are read too.
/// </summary>
internal static class SaeLensFormat
{
    public const string SparsityFile = "sparsity.safetensors";
    private const double NormTolerance = 1e-5;

    /// <exception cref="UserInputException">A file is missing or damaged, or of a form that is not supported.</exception>
    public static SaeBundle Read(string folder)
    {
        var path = Path.Combine(folder, SaeFolder.ConfigFile);
        var config = SaeLensConfig.Read(path);
        using var found = WeightSet.ReadSafetensors(Path.Combine(folder, SaeFolder.WeightsFile));
        var weights = new Dictionary<string, Tensor>();
        foreach (var (name, shape) in AutoencoderKinds.Shapes(config.Architecture, config.InputSize, config.Latents))
        {
            weights[name] = found.Take(name, shape);
        }

        if (config.ChoosesByDecoderNorm == true && !HasUnitRows(weights["W_dec"]))
        {
            AutoencoderKinds.FoldDecoderNorms(weights);
        }

        var sae = AutoencoderKinds.Create(config.Architecture, weights, config.SubtractsDecoderBias, (int)(config.K ?? 0));
        var folded = config.ChoosesByDecoderNorm is null ? config : config with { ChoosesByDecoderNorm = false };
        return new SaeBundle(sae, folded, ReadSparsity(Path.Combine(folder, SparsityFile), config.Latents));
    }

    public static void Write(string folder, ISparseAutoencoder sae, SaeConfig config, Tensor? logSparsity)
    {
        Directory.CreateDirectory(folder);

        // In one order, so that equal weights are equal bytes.
        var order = AutoencoderKinds.Shapes(sae.Architecture, sae.InputSize, sae.Latents);
        SafetensorsWriter.Write(Path.Combine(folder, SaeFolder.WeightsFile), order.ToDictionary(s => s.Name, s => sae.Weights[s.Name]));
        if (logSparsity is not null)
        {
            SafetensorsWriter.Write(Path.Combine(folder, SparsityFile), new Dictionary<string, Tensor> { ["sparsity"] = logSparsity });
        }

        DataFile.Write(Path.Combine(folder, SaeFolder.ConfigFile), SaeLensConfig.ForWriting(config));
    }

    private static bool HasUnitRows(Tensor decoder)
    {
        using var scope = NewDisposeScope();
        return (decoder.norm(1) - 1).abs().max().item<float>() < NormTolerance;
    }

    private static Tensor? ReadSparsity(string path, int latents)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var found = WeightSet.ReadSafetensors(path);
        return found.Take("sparsity", [latents]);
    }
}

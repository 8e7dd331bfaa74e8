using SaeFlows.Core;
using SaeFlows.Torch.Sae.Kinds;
using SaeFlows.Torch.Weights;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>
/// EleutherAI's sparsify: <c>cfg.json</c> and <c>sae.safetensors</c> with <c>encoder.weight</c> [latents, input] (the transpose of W_enc),
/// <c>encoder.bias</c>, <c>W_dec</c> [latents, input] and <c>b_dec</c>. It has TopK alone; transcoders and skip connections are refused.
/// </summary>
internal static class SparsifyFormat
{
    public const string WeightsFile = "sae.safetensors";

    /// <exception cref="UserInputException">A file is missing or damaged, or it is no plain TopK autoencoder.</exception>
    public static SaeBundle Read(string folder)
    {
        var path = Path.Combine(folder, SaeFolder.ConfigFile);
        var config = DataFile.Read<SparsifyConfig>(path);
        if (config.Activation != "topk" || config.Transcodes || config.Skips || config.K < 1)
        {
            throw new UserInputException($"{path}: activation '{config.Activation}', k {config.K}, transcode {config.Transcodes}, skip_connection {config.Skips} is not supported; use a TopK autoencoder.");
        }

        using var found = WeightSet.ReadSafetensors(Path.Combine(folder, WeightsFile));
        var (latents, width) = found.ShapeOf("encoder.weight");
        if (width != config.InputSize || (config.Latents > 0 && config.Latents != latents))
        {
            throw new UserInputException($"{found.Path}: encoder.weight is [{latents},{width}], but {path} says d_in {config.InputSize} and num_latents {config.Latents}; both files must come from one autoencoder.");
        }

        var weights = new Dictionary<string, Tensor>
        {
            ["W_enc"] = found.Take("encoder.weight", [width, latents], transposed: true),
            ["b_enc"] = found.Take("encoder.bias", [latents]),
            ["W_dec"] = found.Take("W_dec", [latents, width]),
            ["b_dec"] = found.Take("b_dec", [width]),
        };
        return new SaeBundle(new TopKAutoencoder(weights, config.K), new SaeConfig
        {
            Architecture = "topk",
            InputSize = (int)width,
            Latents = (int)latents,
            K = config.K,
            Model = config.Origin?.Model ?? string.Empty,
            Hook = config.Origin?.Hook ?? string.Empty,
            Layer = config.Origin?.Layer ?? -1,
        });
    }

    /// <exception cref="UserInputException">The autoencoder is no TopK one.</exception>
    public static void Write(string folder, SaeBundle bundle)
    {
        if (bundle.Sae is not TopKAutoencoder { SubtractsDecoderBias: true } sae)
        {
            throw new UserInputException($"sparsify's layout holds TopK autoencoders that subtract b_dec, this one is '{bundle.Sae.Architecture}'; export it as {ExchangeFormats.SaeLens} or {ExchangeFormats.DictionaryLearning}.");
        }

        Directory.CreateDirectory(folder);
        using var encoder = sae.EncoderWeight.t().contiguous();
        SafetensorsWriter.Write(Path.Combine(folder, WeightsFile), new Dictionary<string, Tensor>
        {
            ["W_dec"] = sae.DecoderWeight, ["b_dec"] = sae.DecoderBias, ["encoder.bias"] = sae.EncoderBias, ["encoder.weight"] = encoder,
        });
        DataFile.Write(Path.Combine(folder, SaeFolder.ConfigFile), new SparsifyConfig
        {
            InputSize = sae.InputSize,
            Latents = sae.Latents,
            K = sae.K,
            Expansion = Math.Max(1, sae.Latents / sae.InputSize),
            Origin = new SaeOrigin(bundle.Config.Model, bundle.Config.Hook, bundle.Config.Layer),
        });
    }
}

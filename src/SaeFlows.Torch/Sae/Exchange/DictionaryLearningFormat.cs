using SaeFlows.Core;
using SaeFlows.Torch.Sae.Kinds;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>
/// saprmarks' dictionary_learning: <c>ae.pt</c>, a state dictionary as torch.save writes it, and <c>config.json</c>, whose
/// <c>trainer.dict_class</c> names the kind: AutoEncoder, AutoEncoderNew, GatedAutoEncoder, AutoEncoderTopK, BatchTopKSAE, JumpReluAutoEncoder.
/// </summary>
internal static class DictionaryLearningFormat
{
    public const string WeightsFile = "ae.pt";
    public const string ConfigFile = "config.json";

    /// <exception cref="UserInputException">A file is missing, damaged, holds more than tensors, or is of an unknown kind.</exception>
    public static SaeBundle Read(string folder)
    {
        var path = Path.Combine(folder, ConfigFile);
        var trainer = DataFile.Read<DictionaryConfig>(path).Trainer;
        using var found = new WeightSet(Path.Combine(folder, WeightsFile), TorchFileReader.Read(Path.Combine(folder, WeightsFile)));
        var (sae, k) = DictionaryWeights.Read(trainer.Class, found, path);
        return new SaeBundle(sae, new SaeConfig
        {
            Architecture = sae.Architecture,
            InputSize = sae.InputSize,
            Latents = sae.Latents,
            SubtractsDecoderBias = sae is SparseAutoencoder { SubtractsDecoderBias: true },
            K = k,
            Model = trainer.Model ?? string.Empty,
            Hook = trainer.Submodule ?? string.Empty,
            Layer = trainer.Layer ?? -1,
        });
    }

    /// <summary>
    /// Writes both files. That library's JumpReLU does not subtract b_dec: where ours does, <c>b_dec W_enc</c> goes into b_enc, which is the
    /// one case that rounds.
    /// </summary>
    public static void Write(string folder, SaeBundle bundle)
    {
        using var scope = NewDisposeScope();
        var (name, tensors) = DictionaryWeights.Of((SparseAutoencoder)bundle.Sae, bundle.Config.K);
        Directory.CreateDirectory(folder);
        TorchFileWriter.Write(Path.Combine(folder, WeightsFile), tensors);
        DataFile.Write(Path.Combine(folder, ConfigFile), new DictionaryConfig
        {
            Trainer = new DictionaryTrainer
            {
                Class = name,
                InputSize = bundle.Sae.InputSize,
                Latents = bundle.Sae.Latents,
                K = name is "AutoEncoderTopK" or "BatchTopKSAE" ? (int?)bundle.Config.K : null,
                Layer = bundle.Config.Layer,
                Model = bundle.Config.Model,
                Submodule = bundle.Config.Hook,
            },
        });
    }
}

using SaeFlows.Core;
using SaeFlows.Torch.Sae.Kinds;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>dictionary_learning's tensor names, class by class. Its linear layers hold [out, in]: both matrices are transposes of ours.</summary>
internal static class DictionaryWeights
{
    /// <summary>An autoencoder from a state dictionary, and its k where it has one.</summary>
    public static (ISparseAutoencoder Sae, int? K) Read(string className, WeightSet found, string configPath) => className switch
    {
        "AutoEncoder" => (new ReluAutoencoder(Linear(found, "bias", ("b_enc", "encoder.bias"))), null),
        "AutoEncoderNew" => (new ReluAutoencoder(Linear(found, "decoder.bias", ("b_enc", "encoder.bias")), subtractsDecoderBias: false), null),
        "GatedAutoEncoder" => (new GatedAutoencoder(Linear(found, "decoder_bias", ("b_gate", "gate_bias"), ("b_mag", "mag_bias"), ("r_mag", "r_mag"))), null),
        "AutoEncoderTopK" => TopK(found),
        "BatchTopKSAE" => BatchTopK(found),
        "JumpReluAutoEncoder" => (JumpRelu(found), null),
        _ => throw new UserInputException($"{configPath}: dict_class '{className}' is not supported; known are AutoEncoder, AutoEncoderNew, GatedAutoEncoder, AutoEncoderTopK, BatchTopKSAE, JumpReluAutoEncoder."),
    };

    /// <summary>Class and state dictionary of an autoencoder. The tensors belong to the surrounding dispose scope.</summary>
    public static (string Class, IReadOnlyDictionary<string, Tensor> Tensors) Of(SparseAutoencoder sae, double? k) => sae switch
    {
        ReluAutoencoder { SubtractsDecoderBias: true } => ("AutoEncoder", Linear(sae, "bias", ("encoder.bias", "b_enc"))),
        ReluAutoencoder => ("AutoEncoderNew", Linear(sae, "decoder.bias", ("encoder.bias", "b_enc"))),
        GatedAutoencoder { SubtractsDecoderBias: true } => ("GatedAutoEncoder", Linear(sae, "decoder_bias", ("r_mag", "r_mag"), ("gate_bias", "b_gate"), ("mag_bias", "b_mag"))),
        TopKAutoencoder { SubtractsDecoderBias: true } top => ("AutoEncoderTopK", Counted(sae, top.K, -1)),
        JumpReluAutoencoder { SubtractsDecoderBias: true } jump when k is not null && OneThreshold(jump) is { } threshold => ("BatchTopKSAE", Counted(sae, (int)k.Value, threshold)),
        JumpReluAutoencoder jump => ("JumpReluAutoEncoder", Jump(jump)),
        _ => throw new UserInputException($"dictionary_learning has no '{sae.Architecture}' autoencoder that does not subtract b_dec; export it as {ExchangeFormats.SaeLens}."),
    };

    private static Dictionary<string, Tensor> Linear(WeightSet found, string decoderBias, params (string Ours, string Theirs)[] vectors)
    {
        var (latents, width) = found.ShapeOf("encoder.weight");
        var weights = new Dictionary<string, Tensor> { ["W_enc"] = found.Take("encoder.weight", [width, latents], transposed: true) };
        foreach (var (ours, theirs) in vectors)
        {
            weights[ours] = found.Take(theirs, [latents]);
        }

        weights["W_dec"] = found.Take("decoder.weight", [latents, width], transposed: true);
        weights["b_dec"] = found.Take(decoderBias, [width]);
        return weights;
    }

    private static Dictionary<string, Tensor> Linear(SparseAutoencoder sae, string decoderBias, params (string Theirs, string Ours)[] vectors)
    {
        var tensors = new Dictionary<string, Tensor> { [decoderBias] = sae.DecoderBias };
        foreach (var (theirs, ours) in vectors)
        {
            tensors[theirs] = sae.Weights[ours];
        }

        tensors["encoder.weight"] = sae.EncoderWeight.t().contiguous();
        tensors["decoder.weight"] = sae.DecoderWeight.t().contiguous();
        return tensors;
    }

    private static (ISparseAutoencoder Sae, int? K) TopK(WeightSet found)
    {
        var k = (int)found.Number("k");
        return (new TopKAutoencoder(Linear(found, "b_dec", ("b_enc", "encoder.bias")), k), k);
    }

    private static (ISparseAutoencoder Sae, int? K) BatchTopK(WeightSet found)
    {
        var weights = Linear(found, "b_dec", ("b_enc", "encoder.bias"));
        var threshold = found.Number("threshold");
        weights["threshold"] = full([weights["b_enc"].shape[0]], threshold, dtype: ScalarType.Float32).DetachFromDisposeScope();
        return (new JumpReluAutoencoder(weights, subtractsDecoderBias: true), (int)found.Number("k"));
    }

    private static JumpReluAutoencoder JumpRelu(WeightSet found)
    {
        var (width, latents) = found.ShapeOf("W_enc");
        return new JumpReluAutoencoder(AutoencoderKinds.Shapes("jumprelu", (int)width, (int)latents).ToDictionary(s => s.Name, s => found.Take(s.Name, s.Shape)), subtractsDecoderBias: false);
    }

    private static Dictionary<string, Tensor> Counted(SparseAutoencoder sae, int k, double threshold)
    {
        var tensors = Linear(sae, "b_dec", ("encoder.bias", "b_enc"));
        tensors["k"] = tensor(k, ScalarType.Int32);
        tensors["threshold"] = tensor(threshold, ScalarType.Float32);
        return tensors;
    }

    private static Dictionary<string, Tensor> Jump(JumpReluAutoencoder sae) => sae.Weights.ToDictionary(
        w => w.Key,
        w => w.Key == "b_enc" && sae.SubtractsDecoderBias ? w.Value - sae.DecoderBias.matmul(sae.EncoderWeight) : w.Value);

    private static double? OneThreshold(JumpReluAutoencoder sae)
    {
        using var scope = NewDisposeScope();
        return sae.Threshold.eq(sae.Threshold[0]).all().item<bool>() ? sae.Threshold[0].item<float>() : null;
    }
}

using SaeFlows.Core.Training;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Kinds;

/// <summary>The architectures by their SAELens names: shapes of their tensors, and how they are put together.</summary>
internal static class AutoencoderKinds
{
    public static IReadOnlyList<string> Architectures { get; } = ["standard", "topk", "jumprelu", "gated"];

    /// <summary>Names and shapes of an architecture's tensors.</summary>
    public static IReadOnlyList<(string Name, long[] Shape)> Shapes(string architecture, int inputSize, int latents)
    {
        string[] vectors = architecture switch
        {
            "gated" => ["b_gate", "b_mag", "r_mag"],
            "jumprelu" => ["b_enc", "threshold"],
            _ => ["b_enc"],
        };
        return [("W_enc", [inputSize, latents]), .. vectors.Select(name => (name, new long[] { latents })), ("W_dec", [latents, inputSize]), ("b_dec", [inputSize])];
    }

    /// <summary>An autoencoder over the tensors, which it then owns.</summary>
    /// <param name="architecture">One of <see cref="Architectures"/>.</param>
    /// <param name="weights">Tensors by name.</param>
    /// <param name="subtractsDecoderBias">Whether the encoder sees the input less <c>b_dec</c>.</param>
    /// <param name="k">For topk.</param>
    public static ISparseAutoencoder Create(string architecture, Dictionary<string, Tensor> weights, bool subtractsDecoderBias, int k) => architecture switch
    {
        "topk" => new TopKAutoencoder(weights, k, subtractsDecoderBias),
        "jumprelu" => new JumpReluAutoencoder(weights, subtractsDecoderBias),
        "gated" => new GatedAutoencoder(weights, subtractsDecoderBias),
        _ => new ReluAutoencoder(weights, subtractsDecoderBias),
    };

    /// <summary>The training kind that an architecture stands for; a jumprelu may also come from batchtopk.</summary>
    public static string KindOf(string architecture) => architecture == "standard" ? SaeKinds.ReluL1 : architecture;

    /// <summary>
    /// Moves the norms of the decoder's rows into the encoder, so that they become 1 and the function stays the same (SAELens'
    /// <c>fold_W_dec_norm</c>). For topk that holds only where latents were chosen by activation times norm. In place.
    /// </summary>
    public static void FoldDecoderNorms(IReadOnlyDictionary<string, Tensor> weights)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var norms = weights["W_dec"].norm(1).clamp_min(1e-12);
        weights["W_dec"].div_(norms.unsqueeze(1));
        weights["W_enc"].mul_(norms);
        foreach (var name in new[] { "b_enc", "threshold", "b_gate", "b_mag" })
        {
            if (weights.TryGetValue(name, out var vector))
            {
                vector.mul_(norms);
            }
        }
    }

    /// <summary>Turns an autoencoder for inputs divided by <paramref name="scale"/> into one for the inputs themselves. In place.</summary>
    public static void FoldInputScale(IReadOnlyDictionary<string, Tensor> weights, double scale)
    {
        using var none = no_grad();
        foreach (var name in new[] { "b_enc", "b_dec", "threshold", "b_gate", "b_mag" })
        {
            if (weights.TryGetValue(name, out var vector))
            {
                vector.mul_(scale);
            }
        }
    }
}

using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Kinds;

/// <summary>Keeps the k largest pre-activations of each token, where they are positive (arXiv 2406.04093); SAELens' architecture <c>topk</c>.</summary>
internal sealed class TopKAutoencoder(Dictionary<string, Tensor> weights, int k, bool subtractsDecoderBias = true)
    : SparseAutoencoder(weights, subtractsDecoderBias)
{
    public override string Architecture => "topk";

    /// <summary>Most latents that fire on a token.</summary>
    public int K => k;

    public Tensor EncoderBias => Weights["b_enc"];

    /// <summary>The k largest entries of each row where they are positive, all others zero; differentiable.</summary>
    public static Tensor Keep(Tensor preActivations, int k)
    {
        var (values, indices) = preActivations.topk(Math.Min(k, (int)preActivations.shape[1]), 1, sorted: false);
        return zeros_like(preActivations).scatter(1, indices, values.relu());
    }

    public override Tensor Encode(Tensor input) => Keep(Project(input) + EncoderBias, k);
}

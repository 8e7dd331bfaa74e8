using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Kinds;

/// <summary>
/// A gate decides whether a latent fires, a rescaled copy of the same map how strongly (arXiv 2404.16014):
/// <c>[xW + b_gate > 0] relu(exp(r_mag) xW + b_mag)</c>; SAELens' architecture <c>gated</c>.
/// </summary>
internal sealed class GatedAutoencoder(Dictionary<string, Tensor> weights, bool subtractsDecoderBias = true)
    : SparseAutoencoder(weights, subtractsDecoderBias)
{
    public override string Architecture => "gated";

    public Tensor GateBias => Weights["b_gate"];

    public Tensor MagnitudeBias => Weights["b_mag"];

    /// <summary>Logarithm of the magnitude path's factors, [latents].</summary>
    public Tensor MagnitudeScale => Weights["r_mag"];

    public override Tensor Encode(Tensor input)
    {
        var shared = Project(input);
        return (shared + GateBias).gt(0).to(shared.dtype) * ((shared * MagnitudeScale.exp()) + MagnitudeBias).relu();
    }
}

using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Kinds;

/// <summary>
/// A latent fires with its pre-activation where that exceeds its threshold (arXiv 2407.14435); SAELens' architecture <c>jumprelu</c>, which
/// is also how a trained BatchTopK is kept, with one threshold for all.
/// </summary>
internal sealed class JumpReluAutoencoder(Dictionary<string, Tensor> weights, bool subtractsDecoderBias)
    : SparseAutoencoder(weights, subtractsDecoderBias)
{
    public override string Architecture => "jumprelu";

    public Tensor EncoderBias => Weights["b_enc"];

    /// <summary>[latents]</summary>
    public Tensor Threshold => Weights["threshold"];

    public override Tensor Encode(Tensor input)
    {
        var pre = Project(input) + EncoderBias;
        return pre.relu() * pre.gt(Threshold).to(pre.dtype);
    }
}

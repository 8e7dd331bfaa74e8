using SaeFlows.Torch.Sae.Kinds;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae;

/// <summary>
/// The standard SAE: <c>z = relu((x - b_dec) W_enc + b_enc)</c>, <c>x' = z W_dec + b_dec</c>, trained with an L1 penalty on z
/// (arXiv 2309.08600); SAELens' architecture <c>standard</c> with <c>apply_b_dec_to_input</c>.
/// </summary>
internal sealed class ReluAutoencoder(Dictionary<string, Tensor> weights, bool subtractsDecoderBias = true)
    : SparseAutoencoder(weights, subtractsDecoderBias)
{
    public override string Architecture => "standard";

    public Tensor EncoderBias => Weights["b_enc"];

    /// <summary>Random unit directions, the encoder as the decoder's transpose, the decoder's bias at the centre given.</summary>
    public static ReluAutoencoder Create(Tensor centre, int latents, long seed)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed);
        var decoder = nn.functional.normalize(randn([latents, centre.shape[0]], generator: generator), dim: 1);
        return new ReluAutoencoder(new Dictionary<string, Tensor>
        {
            ["W_enc"] = decoder.t().contiguous().clone().DetachFromDisposeScope(),
            ["b_enc"] = zeros(latents).DetachFromDisposeScope(),
            ["W_dec"] = decoder.clone().DetachFromDisposeScope(),
            ["b_dec"] = centre.clone().DetachFromDisposeScope(),
        });
    }

    public override Tensor Encode(Tensor input) => (Project(input) + EncoderBias).relu();
}

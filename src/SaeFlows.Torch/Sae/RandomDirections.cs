using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae;

/// <summary>
/// The control for an SAE: as many random unit directions, each with a bias that lets it fire on a share of tokens, and nothing
/// learned. Its reconstruction means nothing.
/// </summary>
internal static class RandomDirections
{
    /// <summary>Directions that each fire on the share of the activations <c>[n, input]</c>.</summary>
    public static ReluAutoencoder Create(Tensor activations, int latents, double share, long seed)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var sae = ReluAutoencoder.Create(activations.mean(new long[] { 0 }), latents, seed);
        var sample = (activations.narrow(0, 0, Math.Min(20000, activations.shape[0])) - sae.DecoderBias).matmul(sae.EncoderWeight);
        var keep = Math.Max(1, (long)(share * sample.shape[0]));
        var (top, _) = sample.topk((int)keep, 0);
        sae.EncoderBias.copy_(top.select(0, keep - 1).neg());
        return sae;
    }
}

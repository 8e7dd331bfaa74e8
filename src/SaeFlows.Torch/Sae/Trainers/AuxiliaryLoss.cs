using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Trainers;

/// <summary>
/// The AuxK loss (arXiv 2406.04093, appendix A.2): the strongest dead latents rebuild what the live ones left over, so that they get
/// gradients. At most half the input's width of them, and a smaller weight while few are dead (as EleutherAI's sparsify does).
/// </summary>
internal static class AuxiliaryLoss
{
    /// <param name="preActivations">[tokens, latents]</param>
    /// <param name="decoder">[latents, input]</param>
    /// <param name="error">Reconstruction less input [tokens, input]; no gradient flows into it.</param>
    /// <param name="dead">Indices of dead latents, int64.</param>
    public static Tensor Of(Tensor preActivations, Tensor decoder, Tensor error, Tensor dead)
    {
        var half = Math.Max(1, error.shape[1] / 2);
        var count = (int)Math.Min(half, dead.shape[0]);
        var silent = preActivations.index_select(1, dead);
        var (values, indices) = silent.topk(count, 1, sorted: false);
        var chosen = zeros_like(silent).scatter(1, indices, values);
        var rebuilt = chosen.matmul(decoder.index_select(0, dead)).to(error.dtype);
        var weight = Math.Min(1.0, (double)dead.shape[0] / half);
        return weight * (rebuilt + error.detach()).square().sum(1).mean();
    }
}

using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae;

/// <summary>How well an SAE does on tokens that it was not trained on.</summary>
/// <param name="Fvu">Fraction of variance unexplained: squared error over squared distance from the mean.</param>
/// <param name="L0">Mean number of active latents per token.</param>
/// <param name="L0Share">L0 divided by the number of latents.</param>
/// <param name="DeadShare">Share of latents that never fire on these tokens.</param>
/// <param name="Tokens">How many tokens were measured.</param>
internal sealed record SaeMetrics(double Fvu, double L0, double L0Share, double DeadShare, long Tokens)
{
    /// <summary>Measures over activations <c>[n, input]</c>, in chunks.</summary>
    public static SaeMetrics Measure(ISparseAutoencoder sae, Tensor inputs)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var mean = inputs.mean(new long[] { 0 });
        var (error, variance, active) = (0.0, 0.0, 0.0);
        var fired = zeros(sae.Latents, ScalarType.Bool);
        foreach (var chunk in inputs.split(4096))
        {
            using var inner = NewDisposeScope();
            var latents = sae.Encode(chunk);
            error += (sae.Decode(latents) - chunk).square().sum().item<float>();
            variance += (chunk - mean).square().sum().item<float>();
            var on = latents.gt(0);
            active += on.sum().item<long>();
            fired.logical_or_(on.any(0));
        }

        var l0 = active / inputs.shape[0];
        return new SaeMetrics(error / variance, l0, l0 / sae.Latents, 1 - ((double)fired.sum().item<long>() / sae.Latents), inputs.shape[0]);
    }
}

using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Trainers;

/// <summary>How inputs are normalised while an autoencoder is trained; folded into its weights afterwards.</summary>
/// <param name="Scale">Inputs are divided by it.</param>
/// <param name="Centre">Mean of the scaled inputs [input].</param>
internal sealed record InputScale(double Scale, Tensor Centre)
{
    /// <summary>From activations [tokens, input]: afterwards the mean squared entry about the mean is 1.</summary>
    public static InputScale Of(Tensor activations)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var mean = activations.mean(new long[] { 0 }, type: ScalarType.Float64);
        var spread = Math.Sqrt((activations.to(ScalarType.Float64) - mean).square().mean().item<double>());
        var scale = spread > 0 ? spread : 1;
        return new InputScale(scale, (mean / scale).to(activations.dtype).DetachFromDisposeScope());
    }
}

using SaeFlows.Core.Training;
using SaeFlows.Torch.Sae.Kinds;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Trainers;

/// <summary>
/// <c>|x' - x|^2 + penalty * L0</c> with <c>z = pre [pre > t]</c>, <c>pre = x W_enc + b_enc</c> (arXiv 2407.14435). The thresholds
/// <c>t = exp(log_threshold)</c> get their gradients from the paper's pseudo-derivatives with a rectangle kernel K of width e:
/// <c>dz/dt = -(t/e) K((pre - t)/e)</c> and <c>d[pre > t]/dt = -(1/e) K((pre - t)/e)</c>; pre-activations get none from the jump.
/// The decoder's bias is not subtracted from the input, as in that paper.
/// </summary>
internal sealed class JumpReluTrainee(SaeTrainingSettings settings, Dictionary<string, Tensor> parameters) : SaeTrainee(settings, parameters)
{
    public override SaePass Forward(Tensor batch, double penalty, Tensor? dead)
    {
        var pre = Input(batch).matmul(Weight("W_enc")) + Weight("b_enc");
        var threshold = Weight("log_threshold").exp();
        var held = threshold.detach();
        var (on, kernel) = Kernel(pre.detach(), held);

        // Zero in value, one in gradient: carries the pseudo-derivatives to the thresholds.
        var carrier = threshold - held;
        var latents = (pre * on) - (carrier * (kernel * held));
        var count = on - (carrier * kernel);
        var error = Wide(latents.matmul(Weight("W_dec")) + Weight("b_dec")) - batch;
        var loss = error.square().sum(1).mean() + (penalty * Wide(count).sum(1).mean());
        return new SaePass(loss, latents, error);
    }

    public override void Redirect(Tensor which, Tensor directions)
    {
        base.Redirect(which, directions);
        Parameters["log_threshold"].index_fill_(0, which, Math.Log(Settings.InitialThreshold));
        var chosen = Parameters["W_enc"].index_select(1, which);
        Parameters["b_enc"].index_copy_(0, which, Parameters["b_dec"].matmul(chosen).neg());
    }

    public override ISparseAutoencoder ToAutoencoder(double scale)
    {
        var weights = Copies();
        using var none = no_grad();
        weights.Remove("log_threshold", out var logarithm);
        weights["threshold"] = logarithm!.exp_();
        AutoencoderKinds.FoldDecoderNorms(weights);
        AutoencoderKinds.FoldInputScale(weights, scale);
        return new JumpReluAutoencoder(weights, subtractsDecoderBias: false);
    }

    /// <summary>Whether each latent fires, and K((pre - t)/e)/e.</summary>
    private (Tensor On, Tensor Kernel) Kernel(Tensor pre, Tensor threshold)
    {
        var near = (pre - threshold).abs().lt(Settings.Bandwidth / 2);
        return (pre.gt(threshold).to(pre.dtype), near.to(pre.dtype) / Settings.Bandwidth);
    }
}

using SaeFlows.Core.Training;
using SaeFlows.Torch.Sae.Kinds;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Trainers;

/// <summary><c>|x' - x|^2 + AuxK</c> where each token keeps its k largest pre-activations (arXiv 2406.04093). No penalty on latents.</summary>
/// <param name="settings">K and the weight of AuxK.</param>
/// <param name="parameters">Owned from now on.</param>
/// <param name="gathered">Over the parameter W_dec, then owned; null decodes by a dense product.</param>
internal sealed class TopKTrainee(SaeTrainingSettings settings, Dictionary<string, Tensor> parameters, GatheredDecoder? gathered = null) : SaeTrainee(settings, parameters)
{
    public override SaePass Forward(Tensor batch, double penalty, Tensor? dead)
    {
        var (centre, decoder) = (Weight("b_dec"), Weight("W_dec"));
        var pre = (Input(batch) - centre).matmul(Weight("W_enc")) + Weight("b_enc");
        var (values, indices) = pre.topk(Math.Min(Settings.K, Latents), 1, sorted: false);
        values = values.relu();
        var latents = zeros_like(pre).scatter(1, indices, values);
        var error = Wide((gathered?.Decode(values, indices) ?? latents.matmul(decoder)) + centre) - batch;
        var loss = error.square().sum(1).mean();
        if (dead is not null)
        {
            loss = loss + (Settings.AuxWeight * AuxiliaryLoss.Of(pre, decoder, error, dead));
        }

        return new SaePass(loss, latents, error);
    }

    public override ISparseAutoencoder ToAutoencoder(double scale)
    {
        var weights = Copies();
        AutoencoderKinds.FoldDecoderNorms(weights);
        AutoencoderKinds.FoldInputScale(weights, scale);
        return new TopKAutoencoder(weights, Settings.K);
    }

    protected override void DisposeOfOwn() => gathered?.Dispose();
}

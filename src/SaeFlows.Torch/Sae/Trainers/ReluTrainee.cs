using SaeFlows.Core.Training;
using SaeFlows.Torch.Sae.Kinds;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Trainers;

/// <summary><c>|x' - x|^2 + penalty * sum(z)</c> with <c>z = relu((x - b_dec) W_enc + b_enc)</c> (arXiv 2309.08600; decoder rows of norm 1).</summary>
internal sealed class ReluTrainee(SaeTrainingSettings settings, Dictionary<string, Tensor> parameters) : SaeTrainee(settings, parameters)
{
    public override SaePass Forward(Tensor batch, double penalty, Tensor? dead)
    {
        var centre = Weight("b_dec");
        var latents = ((Input(batch) - centre).matmul(Weight("W_enc")) + Weight("b_enc")).relu();
        var error = Wide(latents.matmul(Weight("W_dec")) + centre) - batch;
        var loss = error.square().sum(1).mean() + (penalty * Wide(latents).sum(1).mean());
        return new SaePass(loss, latents, error);
    }

    public override void Redirect(Tensor which, Tensor directions)
    {
        base.Redirect(which, directions);
        Parameters["b_enc"].index_fill_(0, which, 0);
    }

    public override ISparseAutoencoder ToAutoencoder(double scale)
    {
        var weights = Copies();
        AutoencoderKinds.FoldDecoderNorms(weights);
        AutoencoderKinds.FoldInputScale(weights, scale);
        return new ReluAutoencoder(weights);
    }
}

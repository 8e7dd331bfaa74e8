using SaeFlows.Core.Training;
using SaeFlows.Torch.Sae.Kinds;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Trainers;

/// <summary>
/// <c>|x' - x|^2 + penalty * sum(relu(gate)) + |x'' - x|^2</c> where <c>x''</c> is rebuilt from <c>relu(gate)</c> by a decoder that gets no
/// gradient from it (arXiv 2404.16014, equation 8): the last two terms alone teach the gate.
/// </summary>
internal sealed class GatedTrainee(SaeTrainingSettings settings, Dictionary<string, Tensor> parameters) : SaeTrainee(settings, parameters)
{
    public override SaePass Forward(Tensor batch, double penalty, Tensor? dead)
    {
        var (centre, decoder) = (Weight("b_dec"), Weight("W_dec"));
        var shared = (Input(batch) - centre).matmul(Weight("W_enc"));
        var gate = shared + Weight("b_gate");
        var magnitude = ((shared * Weight("r_mag").exp()) + Weight("b_mag")).relu();
        var latents = gate.detach().gt(0).to(gate.dtype) * magnitude;
        var error = Wide(latents.matmul(decoder) + centre) - batch;
        var opened = gate.relu();
        var gateError = Wide(opened.matmul(decoder.detach()) + centre.detach()) - batch;
        var loss = error.square().sum(1).mean() + (penalty * Wide(opened).sum(1).mean()) + gateError.square().sum(1).mean();
        return new SaePass(loss, latents, error);
    }

    public override void Redirect(Tensor which, Tensor directions)
    {
        base.Redirect(which, directions);
        foreach (var name in new[] { "b_gate", "b_mag", "r_mag" })
        {
            Parameters[name].index_fill_(0, which, 0);
        }
    }

    public override ISparseAutoencoder ToAutoencoder(double scale)
    {
        var weights = Copies();
        AutoencoderKinds.FoldDecoderNorms(weights);
        AutoencoderKinds.FoldInputScale(weights, scale);
        return new GatedAutoencoder(weights);
    }
}

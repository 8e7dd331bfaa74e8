using SaeFlows.Core.Training;
using SaeFlows.Torch.Sae.Kinds;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Trainers;

/// <summary>
/// <c>|x' - x|^2 + AuxK</c> where a batch of n tokens keeps its n k largest positive pre-activations (arXiv 2412.06410). A running mean
/// of the smallest one kept becomes the threshold of the finished autoencoder, which is a jumprelu with one threshold.
/// </summary>
internal sealed class BatchTopKTrainee : SaeTrainee
{
    private const double Rate = 0.01;
    private readonly Dictionary<string, Tensor> _buffers;
    private readonly GatheredDecoder? _gathered;

    /// <param name="settings">K and the weight of AuxK.</param>
    /// <param name="parameters">Owned from now on.</param>
    /// <param name="gathered">Over the parameter W_dec, then owned; null decodes by a dense product.</param>
    public BatchTopKTrainee(SaeTrainingSettings settings, Dictionary<string, Tensor> parameters, GatheredDecoder? gathered = null)
        : base(settings, parameters)
    {
        _gathered = gathered;

        // Below zero until the first batch has been seen.
        _buffers = new Dictionary<string, Tensor> { ["batch_threshold"] = full([1], -1, dtype: ScalarType.Float64).DetachFromDisposeScope() };
    }

    public override IReadOnlyDictionary<string, Tensor> Buffers => _buffers;

    public override SaePass Forward(Tensor batch, double penalty, Tensor? dead)
    {
        var (centre, decoder) = (Weight("b_dec"), Weight("W_dec"));
        var pre = (Input(batch) - centre).matmul(Weight("W_enc")) + Weight("b_enc");

        // The largest entries of the whole batch where they are positive.
        var flat = pre.relu().flatten();
        var (values, places) = flat.topk((int)Math.Min(Settings.K * batch.shape[0], flat.numel()), 0, sorted: false);
        var latents = zeros_like(flat).scatter(0, places, values).view(pre.shape);
        var rebuilt = _gathered?.Decode(values, places, batch.shape[0], Latents) ?? latents.matmul(decoder);
        var error = Wide(rebuilt + centre) - batch;
        var loss = error.square().sum(1).mean();
        if (dead is not null)
        {
            loss = loss + (Settings.AuxWeight * AuxiliaryLoss.Of(pre, decoder, error, dead));
        }

        return new SaePass(loss, latents, error);
    }

    public override void Observe(SaePass pass)
    {
        var latents = pass.Latents.detach();
        Follow(latents.masked_fill(latents.le(0), float.PositiveInfinity).min().to(ScalarType.Float64).item<double>());
    }

    /// <summary>Takes a batch's smallest latent into the running mean; infinite for none.</summary>
    public void Follow(double smallest)
    {
        if (double.IsFinite(smallest))
        {
            var before = _buffers["batch_threshold"].item<double>();
            _buffers["batch_threshold"].fill_(before < 0 ? smallest : before + (Rate * (smallest - before)));
        }
    }

    public override ISparseAutoencoder ToAutoencoder(double scale)
    {
        var weights = Copies();
        var threshold = Math.Max(0, _buffers["batch_threshold"].item<double>());
        AutoencoderKinds.FoldDecoderNorms(weights);
        AutoencoderKinds.FoldInputScale(weights, scale);

        // Made last, so that it is one number for all latents to the last bit.
        weights["threshold"] = full([Latents], threshold * scale, dtype: ScalarType.Float32).DetachFromDisposeScope();
        return new JumpReluAutoencoder(weights, subtractsDecoderBias: true);
    }

    protected override void DisposeOfOwn() => _gathered?.Dispose();
}

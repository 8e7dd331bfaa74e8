using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Kinds;

/// <summary>
/// What all kinds share: a linear map with <c>W_enc</c> [input, latents], of the input less <c>b_dec</c> or of the input itself, and the
/// decoder <c>z W_dec + b_dec</c> with <c>W_dec</c> [latents, input]. Owns its weights.
/// </summary>
internal abstract class SparseAutoencoder(Dictionary<string, Tensor> weights, bool subtractsDecoderBias) : ISparseAutoencoder
{
    public abstract string Architecture { get; }

    public int InputSize => (int)EncoderWeight.shape[0];

    public int Latents => (int)EncoderWeight.shape[1];

    public IReadOnlyDictionary<string, Tensor> Weights => weights;

    /// <summary>SAELens' <c>apply_b_dec_to_input</c>.</summary>
    public bool SubtractsDecoderBias => subtractsDecoderBias;

    public Tensor EncoderWeight => weights["W_enc"];

    public Tensor DecoderWeight => weights["W_dec"];

    public Tensor DecoderBias => weights["b_dec"];

    public void MoveTo(Device device)
    {
        foreach (var (name, weight) in weights.ToList())
        {
            if (weight.device_type != device.type || weight.device_index != device.index)
            {
                weights[name] = weight.to(device).DetachFromDisposeScope();
                weight.Dispose();
            }
        }
    }

    public abstract Tensor Encode(Tensor input);

    public Tensor Decode(Tensor latents) => latents.matmul(DecoderWeight) + DecoderBias;

    public void Dispose()
    {
        foreach (var weight in weights.Values)
        {
            weight.Dispose();
        }
    }

    /// <summary>The encoder's linear map, without a bias of its own.</summary>
    protected Tensor Project(Tensor input) => (subtractsDecoderBias ? input - DecoderBias : input).matmul(EncoderWeight);
}

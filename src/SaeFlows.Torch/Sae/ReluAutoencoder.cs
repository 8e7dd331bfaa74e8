using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae;

/// <summary>
/// The standard SAE: <c>z = relu((x - b_dec) W_enc + b_enc)</c>, <c>x' = z W_dec + b_dec</c>, trained with an L1 penalty on z
/// (arXiv 2309.08600); SAELens' architecture <c>standard</c> with <c>apply_b_dec_to_input</c>.
/// </summary>
internal sealed class ReluAutoencoder : ISparseAutoencoder
{
    private readonly Dictionary<string, Tensor> _weights;

    public ReluAutoencoder(Dictionary<string, Tensor> weights)
    {
        _weights = weights;
    }

    public string Architecture => "standard";

    public int InputSize => (int)EncoderWeight.shape[0];

    public int Latents => (int)EncoderWeight.shape[1];

    public IReadOnlyDictionary<string, Tensor> Weights => _weights;

    public Tensor EncoderWeight => _weights["W_enc"];

    public Tensor EncoderBias => _weights["b_enc"];

    public Tensor DecoderWeight => _weights["W_dec"];

    public Tensor DecoderBias => _weights["b_dec"];

    /// <summary>Names and shapes of the tensors.</summary>
    public static IEnumerable<(string Name, long[] Shape)> Shapes(int inputSize, int latents) =>
        [("W_enc", [inputSize, latents]), ("b_enc", [latents]), ("W_dec", [latents, inputSize]), ("b_dec", [inputSize])];

    /// <summary>Random unit directions, the encoder as the decoder's transpose, the decoder's bias at the centre given.</summary>
    public static ReluAutoencoder Create(Tensor centre, int latents, long seed)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed);
        var decoder = nn.functional.normalize(randn([latents, centre.shape[0]], generator: generator), dim: 1);
        return new ReluAutoencoder(new Dictionary<string, Tensor>
        {
            ["W_enc"] = decoder.t().contiguous().clone().DetachFromDisposeScope(),
            ["b_enc"] = zeros(latents).DetachFromDisposeScope(),
            ["W_dec"] = decoder.clone().DetachFromDisposeScope(),
            ["b_dec"] = centre.clone().DetachFromDisposeScope(),
        });
    }

    public Tensor Encode(Tensor input) => ((input - DecoderBias).matmul(EncoderWeight) + EncoderBias).relu();

    public Tensor Decode(Tensor latents) => latents.matmul(DecoderWeight) + DecoderBias;

    public void Dispose()
    {
        foreach (var weight in _weights.Values)
        {
            weight.Dispose();
        }
    }
}

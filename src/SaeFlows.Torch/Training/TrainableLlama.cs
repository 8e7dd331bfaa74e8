using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace SaeFlows.Torch.Training;

/// <summary>
/// A Llama decoder (RMSNorm, rotary positions on half-split heads, grouped-query attention, SwiGLU) whose parameters carry the
/// tensor names of Hugging Face. Differentiable; not thread-safe. Source: arXiv 2302.13971 and transformers' modeling_llama.
/// </summary>
internal sealed class TrainableLlama : IDisposable
{
    private readonly Dictionary<string, Tensor> _weights;
    private readonly Tensor _cos;
    private readonly Tensor _sin;

    private TrainableLlama(LlamaConfig config, Dictionary<string, Tensor> weights)
    {
        Config = config;
        _weights = weights;
        using var scope = NewDisposeScope();
        var frequencies = pow(config.RopeTheta, -(arange(0, config.HeadSize, 2, dtype: ScalarType.Float64) / config.HeadSize));
        var angles = outer(arange(0, config.ContextLength, dtype: ScalarType.Float64), frequencies);
        angles = cat([angles, angles], -1);
        _cos = angles.cos().to(ScalarType.Float32).MoveToOuterDisposeScope();
        _sin = angles.sin().to(ScalarType.Float32).MoveToOuterDisposeScope();
        _cos.DetachFromDisposeScope();
        _sin.DetachFromDisposeScope();
    }

    public LlamaConfig Config { get; }

    /// <summary>Parameters by their Hugging Face names, in the order of <see cref="LlamaShapes"/>.</summary>
    public IReadOnlyDictionary<string, Tensor> Weights => _weights;

    /// <summary>A model with fresh weights: normal with deviation 0.02, residual outputs scaled down by depth, norms at one.</summary>
    public static TrainableLlama Create(LlamaConfig config, long seed)
    {
        using var generator = new Generator((ulong)seed);
        var weights = new Dictionary<string, Tensor>();
        foreach (var (name, shape) in LlamaShapes.Of(config))
        {
            var residual = name.Contains("o_proj", StringComparison.Ordinal) || name.Contains("down_proj", StringComparison.Ordinal);
            var deviation = residual ? 0.05 / Math.Sqrt(2.0 * config.Layers) : 0.05;
            using var scope = NewDisposeScope();
            var value = shape.Length == 1 ? ones(shape) : randn(shape, generator: generator).mul_(deviation);
            weights[name] = value.DetachFromDisposeScope();
        }

        return new TrainableLlama(config, weights);
    }

    /// <summary>A model over weights read from a file; takes ownership of the tensors.</summary>
    public static TrainableLlama FromWeights(LlamaConfig config, Dictionary<string, Tensor> weights) => new(config, weights);

    /// <summary>Logits <c>[batch, time, vocabulary]</c> of tokens <c>[batch, time]</c>; all rows are full length.</summary>
    /// <param name="tokens">Token ids, int64.</param>
    /// <param name="mlpOutput">Receives the MLP's output <c>[batch, time, hidden]</c> of every layer, before it joins the residual stream.</param>
    public Tensor Forward(Tensor tokens, Action<int, Tensor>? mlpOutput = null)
    {
        var time = tokens.shape[1];
        var cos = _cos[TensorIndex.Slice(0, time)];
        var sin = _sin[TensorIndex.Slice(0, time)];
        var stream = _weights["model.embed_tokens.weight"].index_select(0, tokens.reshape(-1)).view(tokens.shape[0], time, Config.HiddenSize);
        for (var layer = 0; layer < Config.Layers; layer++)
        {
            var prefix = $"model.layers.{layer}.";
            stream = stream + Attend(Norm(stream, prefix + "input_layernorm.weight"), prefix + "self_attn.", cos, sin);
            var mlp = FeedForward(Norm(stream, prefix + "post_attention_layernorm.weight"), prefix + "mlp.");
            mlpOutput?.Invoke(layer, mlp);
            stream = stream + mlp;
        }

        var head = Config.TieEmbeddings ? "model.embed_tokens.weight" : "lm_head.weight";
        return F.linear(Norm(stream, "model.norm.weight"), _weights[head]);
    }

    public void Dispose()
    {
        foreach (var weight in _weights.Values)
        {
            weight.Dispose();
        }

        _cos.Dispose();
        _sin.Dispose();
    }

    private Tensor Attend(Tensor x, string prefix, Tensor cos, Tensor sin)
    {
        var (batch, time) = (x.shape[0], x.shape[1]);
        Tensor Heads(string name, int count) => F.linear(x, _weights[prefix + name]).view(batch, time, count, Config.HeadSize).transpose(1, 2);
        var q = Rotate(Heads("q_proj.weight", Config.Heads), cos, sin);
        var k = Rotate(Heads("k_proj.weight", Config.KeyValueHeads), cos, sin);
        var v = Heads("v_proj.weight", Config.KeyValueHeads);
        if (Config.KeyValueHeads != Config.Heads)
        {
            k = k.repeat_interleave(Config.Heads / Config.KeyValueHeads, 1);
            v = v.repeat_interleave(Config.Heads / Config.KeyValueHeads, 1);
        }

        var mixed = F.scaled_dot_product_attention(q, k, v, is_casual: true);
        return F.linear(mixed.transpose(1, 2).reshape(batch, time, Config.Heads * Config.HeadSize), _weights[prefix + "o_proj.weight"]);
    }

    private static Tensor Rotate(Tensor x, Tensor cos, Tensor sin)
    {
        var half = x.shape[^1] / 2;
        var first = x.narrow(-1, 0, half);
        var second = x.narrow(-1, half, half);
        return (x * cos) + (cat([-second, first], -1) * sin);
    }

    private Tensor FeedForward(Tensor x, string prefix)
    {
        var gate = F.silu(F.linear(x, _weights[prefix + "gate_proj.weight"]));
        return F.linear(gate * F.linear(x, _weights[prefix + "up_proj.weight"]), _weights[prefix + "down_proj.weight"]);
    }

    private Tensor Norm(Tensor x, string name)
    {
        var scale = (x.pow(2).mean([-1], keepdim: true) + Config.NormEpsilon).rsqrt();
        return x * scale * _weights[name];
    }
}

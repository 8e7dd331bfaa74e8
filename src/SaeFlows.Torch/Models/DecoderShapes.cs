namespace SaeFlows.Torch.Models;

/// <summary>Names and shapes of a decoder's tensors, as Hugging Face's files have them.</summary>
public static class DecoderShapes
{
    public const string Embedding = "model.embed_tokens.weight";
    public const string FinalNorm = "model.norm.weight";
    public const string Head = "lm_head.weight";

    /// <summary>All tensors of the architecture, in the order of the layers.</summary>
    public static IEnumerable<(string Name, long[] Shape)> Of(DecoderSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        yield return (Embedding, [spec.VocabularySize, spec.HiddenSize]);
        for (int layer = 0; layer < spec.Layers; layer++)
        {
            foreach (var (part, shape) in Layer(spec))
            {
                yield return ($"model.layers.{layer}.{part}", shape);
            }
        }

        yield return (FinalNorm, [spec.HiddenSize]);
        if (!spec.TieEmbeddings)
        {
            yield return (Head, [spec.VocabularySize, spec.HiddenSize]);
        }
    }

    /// <summary>The files' parts of the projection to queries, keys and values, in this order.</summary>
    internal static IReadOnlyList<string> Qkv(DecoderSpec spec) =>
        spec.FusedFiles ? ["self_attn.qkv_proj"] : ["self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"];

    /// <summary>The files' parts of the projection to gate and up, in this order.</summary>
    internal static IReadOnlyList<string> GateUp(DecoderSpec spec) => spec.FusedFiles ? ["mlp.gate_up_proj"] : ["mlp.gate_proj", "mlp.up_proj"];

    private static IEnumerable<(string Part, long[] Shape)> Layer(DecoderSpec spec)
    {
        yield return ("input_layernorm.weight", [spec.HiddenSize]);
        long[] widths = spec.FusedFiles ? [spec.QuerySize + (2L * spec.KeyValueSize)] : [spec.QuerySize, spec.KeyValueSize, spec.KeyValueSize];
        foreach (var (name, width) in Qkv(spec).Zip(widths).Append(("self_attn.o_proj", spec.HiddenSize)))
        {
            yield return (name + ".weight", [width, name.EndsWith("o_proj", StringComparison.Ordinal) ? spec.QuerySize : spec.HiddenSize]);
            if (spec.AttentionBias)
            {
                yield return (name + ".bias", [width]);
            }
        }

        yield return ("post_attention_layernorm.weight", [spec.HiddenSize]);
        if (spec.PostNorms)
        {
            yield return ("pre_feedforward_layernorm.weight", [spec.HiddenSize]);
            yield return ("post_feedforward_layernorm.weight", [spec.HiddenSize]);
        }

        long wide = spec.FusedFiles ? 2L * spec.IntermediateSize : spec.IntermediateSize;
        foreach (var (name, width) in GateUp(spec).Select(n => (n, wide)).Append(("mlp.down_proj", spec.HiddenSize)))
        {
            yield return (name + ".weight", [width, name.EndsWith("down_proj", StringComparison.Ordinal) ? spec.IntermediateSize : spec.HiddenSize]);
            if (spec.MlpBias)
            {
                yield return (name + ".bias", [width]);
            }
        }
    }
}

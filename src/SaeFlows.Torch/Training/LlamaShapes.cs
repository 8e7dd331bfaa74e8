namespace SaeFlows.Torch.Training;

/// <summary>Names and shapes of a Llama model's tensors in Hugging Face layout.</summary>
internal static class LlamaShapes
{
    public static IEnumerable<(string Name, long[] Shape)> Of(LlamaConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        long hidden = config.HiddenSize;
        long values = config.KeyValueHeads * config.HeadSize;
        yield return ("model.embed_tokens.weight", [config.VocabularySize, hidden]);
        for (var layer = 0; layer < config.Layers; layer++)
        {
            var prefix = $"model.layers.{layer}.";
            yield return (prefix + "input_layernorm.weight", [hidden]);
            yield return (prefix + "self_attn.q_proj.weight", [hidden, hidden]);
            yield return (prefix + "self_attn.k_proj.weight", [values, hidden]);
            yield return (prefix + "self_attn.v_proj.weight", [values, hidden]);
            yield return (prefix + "self_attn.o_proj.weight", [hidden, hidden]);
            yield return (prefix + "post_attention_layernorm.weight", [hidden]);
            yield return (prefix + "mlp.gate_proj.weight", [config.IntermediateSize, hidden]);
            yield return (prefix + "mlp.up_proj.weight", [config.IntermediateSize, hidden]);
            yield return (prefix + "mlp.down_proj.weight", [hidden, config.IntermediateSize]);
        }

        yield return ("model.norm.weight", [hidden]);
        if (!config.TieEmbeddings)
        {
            yield return ("lm_head.weight", [config.VocabularySize, hidden]);
        }
    }
}

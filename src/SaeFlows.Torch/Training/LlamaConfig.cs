using System.Text.Json.Serialization;

namespace SaeFlows.Torch.Training;

/// <summary>The fields of a Llama <c>config.json</c> in Hugging Face layout that fix the arithmetic.</summary>
internal sealed record LlamaConfig
{
    [JsonPropertyName("architectures")]
    public IReadOnlyList<string> Architectures { get; init; } = ["LlamaForCausalLM"];

    [JsonPropertyName("model_type")]
    public string ModelType { get; init; } = "llama";

    [JsonPropertyName("vocab_size")]
    public required int VocabularySize { get; init; }

    [JsonPropertyName("hidden_size")]
    public required int HiddenSize { get; init; }

    [JsonPropertyName("intermediate_size")]
    public required int IntermediateSize { get; init; }

    [JsonPropertyName("num_hidden_layers")]
    public required int Layers { get; init; }

    [JsonPropertyName("num_attention_heads")]
    public required int Heads { get; init; }

    [JsonPropertyName("num_key_value_heads")]
    public required int KeyValueHeads { get; init; }

    [JsonPropertyName("max_position_embeddings")]
    public required int ContextLength { get; init; }

    [JsonPropertyName("rms_norm_eps")]
    public double NormEpsilon { get; init; } = 1e-5;

    [JsonPropertyName("rope_theta")]
    public double RopeTheta { get; init; } = 10000;

    [JsonPropertyName("hidden_act")]
    public string Activation { get; init; } = "silu";

    [JsonPropertyName("tie_word_embeddings")]
    public bool TieEmbeddings { get; init; } = true;

    [JsonPropertyName("attention_bias")]
    public bool AttentionBias { get; init; }

    [JsonPropertyName("mlp_bias")]
    public bool MlpBias { get; init; }

    [JsonPropertyName("bos_token_id")]
    public int BeginToken { get; init; } = 1;

    [JsonPropertyName("eos_token_id")]
    public int EndToken { get; init; } = 2;

    [JsonPropertyName("torch_dtype")]
    public string Precision { get; init; } = "float32";

    [JsonIgnore]
    public int HeadSize => HiddenSize / Heads;
}
